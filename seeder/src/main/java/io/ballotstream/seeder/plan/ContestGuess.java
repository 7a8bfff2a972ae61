package io.ballotstream.seeder.plan;

import io.ballotstream.model.Contest;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.results.ResultsLine;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The contest that a results file suggests.
 *
 * @param reason a clause that follows "because"
 */
record ContestGuess(Contest contest, String reason) {
    static ContestGuess of(ResultsFile results) {
        if (results.locations().size() == 1) {
            return new ContestGuess(Contest.NATION, "there is one location");
        }
        if (results.weighted()) {
            return new ContestGuess(Contest.LOCATION, "the file says how many seats each location has");
        }
        Map<String, Long> locations = results.lines().stream()
                .collect(Collectors.groupingBy(ResultsLine::candidateId, Collectors.counting()));
        long inOne = locations.values().stream().filter(count -> count == 1).count();
        boolean most = 2 * inOne > locations.size();
        String how = most
                ? "%,d of %,d candidates run in one location only"
                : "%,d of %,d candidates run in several locations";
        return new ContestGuess(
                most ? Contest.LOCATION : Contest.NATION,
                String.format(Locale.ROOT, how, most ? inOne : locations.size() - inOne, locations.size()));
    }

    /** The guess, its reason, and how to override it. */
    String sentence() {
        return "--contest: " + contest.word() + " is assumed, because " + reason + "; "
                + (contest == Contest.NATION
                        ? "use --contest location for a winner in each location."
                        : "use --contest nation for one race.");
    }
}
