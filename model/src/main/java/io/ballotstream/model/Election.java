package io.ballotstream.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The row of the table {@code election}, without the salt.
 *
 * @param electionId unique to each prepared election
 * @param name the title on the board and the dashboards
 * @param seed of the random generator that drew the voters and the ballot plan
 * @param scale divisor of the votes in the results file; 1 without a file
 * @param voters number of registered voters once the election is prepared
 * @param votingAge minimum age in completed years
 * @param resultsSha256 digest of the results file, or null for a simulated election
 * @param createdAt when the row was written
 * @param peopleSource source of the voters' names: {@code synthetic} or {@code randomuser}
 * @param nationalities of the generated people, as two lower-case letters each
 * @param contest one winner, or one winner per location
 */
public record Election(
        String electionId,
        String name,
        long seed,
        long scale,
        long voters,
        int votingAge,
        String resultsSha256,
        Instant createdAt,
        String peopleSource,
        List<String> nationalities,
        Contest contest) {

    /** Requires an id and a contest, and copies the nationalities. */
    public Election {
        Objects.requireNonNull(electionId, "election_id must be given");
        Objects.requireNonNull(contest, "contest must be given");
        nationalities = List.copyOf(nationalities);
    }
}
