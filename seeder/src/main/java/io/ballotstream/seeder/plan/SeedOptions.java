package io.ballotstream.seeder.plan;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Contest;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.place.Nationality;
import java.util.ArrayList;
import java.util.List;

/**
 * What an election is made from.
 *
 * @param name of the election, or null for one that says where it comes from
 * @param results whose votes are replayed, or null for a simulated election
 * @param scale by what the results are divided; 1 without results
 * @param voters of a simulated election; 0 with results
 * @param seed from which everything is drawn
 * @param votingAge in years
 * @param nationalities of made-up people and of those asked for
 * @param partitions of each topic
 * @param replication of each topic
 * @param contest what is elected; null lets the results file suggest it, and is one race without a file
 */
public record SeedOptions(
        String name,
        ResultsFile results,
        long scale,
        long voters,
        long seed,
        int votingAge,
        List<Nationality> nationalities,
        FaultShares faults,
        int partitions,
        short replication,
        Contest contest) {
    /** More voters than people on earth are a slip of the finger. */
    static final long MAX_VOTERS = 10_000_000_000L;

    static final int MIN_VOTING_AGE = 16;
    static final int MAX_VOTING_AGE = 30;
    static final int MAX_PARTITIONS = 1000;
    static final int MAX_NAME = 200;

    /** Refuses what is out of range with a sentence that names the option. */
    public SeedOptions {
        require(scale >= 1, "--scale must be at least 1, but is " + scale + ".");
        if (results == null) {
            require(scale == 1, "--scale needs --results: a simulated election has --voters instead.");
            require(
                    voters >= 1 && voters <= MAX_VOTERS,
                    "--voters must be from 1 to " + MAX_VOTERS + ", but is " + voters + ".");
        } else {
            require(voters == 0, "--voters excludes --results: the file says how many voters there are.");
            require(
                    results.totalScaledBy(scale) <= MAX_VOTERS,
                    results.path() + ": its votes divided by --scale " + scale + " are more than " + MAX_VOTERS
                            + ": give a larger --scale.");
        }
        require(
                votingAge >= MIN_VOTING_AGE && votingAge <= MAX_VOTING_AGE,
                "--voting-age must be from " + MIN_VOTING_AGE + " to " + MAX_VOTING_AGE + ", but is " + votingAge
                        + ".");
        require(
                partitions >= 1 && partitions <= MAX_PARTITIONS,
                "--partitions must be from 1 to " + MAX_PARTITIONS + ", but is " + partitions + ".");
        require(replication >= 1, "--replication must be at least 1, but is " + replication + ".");
        require(!nationalities.isEmpty(), "--nationality must name a country at least.");
        require(
                name == null || !name.isBlank() && name.length() <= MAX_NAME && name.indexOf('\0') < 0,
                "--name must be a text of 1 to " + MAX_NAME + " characters.");
        nationalities = List.copyOf(nationalities);
        // Told now rather than when services have been started for it.
        Manifest.of(electorate(results, scale, voters), faults);
    }

    /** An election whose results file suggests what is elected. */
    public SeedOptions(
            String name,
            ResultsFile results,
            long scale,
            long voters,
            long seed,
            int votingAge,
            List<Nationality> nationalities,
            FaultShares faults,
            int partitions,
            short replication) {
        this(name, results, scale, voters, seed, votingAge, nationalities, faults, partitions, replication, null);
    }

    /** What is elected: as given, or as the results file suggests. */
    public Contest elected() {
        if (contest != null) {
            return contest;
        }
        return results == null ? Contest.NATION : ContestGuess.of(results).contest();
    }

    /** How many voters the election has. */
    public long electorate() {
        return electorate(results, scale, voters);
    }

    /** What is probably a mistake in the results file, in a sentence each. */
    public List<String> warnings() {
        return results == null ? List.of() : results.warnings();
    }

    /** What whoever prepares the election should know: the warnings, and what the results file suggests is elected. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>(warnings());
        if (results != null && contest == null) {
            notices.add(ContestGuess.of(results).sentence());
        }
        return notices;
    }

    /** What is published: every kind of record with its number. */
    public Manifest manifest() {
        return Manifest.of(electorate(), faults);
    }

    private static long electorate(ResultsFile results, long scale, long voters) {
        return results == null ? voters : results.totalScaledBy(scale);
    }

    /** The same for the votes of a results file. */
    public SeedOptions replaying(ResultsFile file, long by) {
        return replaying(file, by, contest);
    }

    /** The same for an example's votes; what it elects is known, unless these options say otherwise. */
    public SeedOptions replaying(Example example, long by) {
        return replaying(example.results(), by, contest == null ? example.contest() : contest);
    }

    private SeedOptions replaying(ResultsFile file, long by, Contest elected) {
        return new SeedOptions(
                name, file, by, 0, seed, votingAge, nationalities, faults, partitions, replication, elected);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new BadInputException(sentence);
        }
    }
}
