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
 * The parameters of an election.
 *
 * @param name of the election, or null to derive it from the source
 * @param results to replay, or null for a simulated election
 * @param scale the divisor of the results; 1 without results
 * @param voters of a simulated election; 0 with results
 * @param seed of all random choices
 * @param votingAge in years
 * @param nationalities of synthetic people, and of people requested from the API
 * @param faults to inject, as shares of the voters
 * @param partitions of each topic
 * @param replication of each topic
 * @param contest null means that the results file suggests it; without a file it is one race
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
    /** More voters than people on earth must be a typing error. */
    static final long MAX_VOTERS = 10_000_000_000L;

    static final int MIN_VOTING_AGE = 16;
    static final int MAX_VOTING_AGE = 30;
    static final int MAX_PARTITIONS = 1000;
    static final int MAX_NAME = 200;

    /** Validates the ranges. An error is one sentence that names the option. */
    public SeedOptions {
        require(scale >= 1, "--scale must be at least 1, but is " + scale + ".");
        if (results == null) {
            require(scale == 1, "--scale requires --results: for a simulated election, use --voters.");
            require(
                    voters >= 1 && voters <= MAX_VOTERS,
                    "--voters must be from 1 to " + MAX_VOTERS + ", but is " + voters + ".");
        } else {
            require(voters == 0, "--voters excludes --results: the file determines the number of voters.");
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
        require(!nationalities.isEmpty(), "--nationality must contain at least one country.");
        require(
                name == null || !name.isBlank() && name.length() <= MAX_NAME && name.indexOf('\0') < 0,
                "--name must have 1 to " + MAX_NAME + " characters.");
        nationalities = List.copyOf(nationalities);
        // Validated here, before any service is started.
        Manifest.of(electorate(results, scale, voters), faults);
    }

    /**
     * Creates parameters without a contest, which the results file then suggests.
     *
     * @param name of the election, or null to derive it from the source
     * @param results to replay, or null for a simulated election
     * @param scale the divisor of the results; 1 without results
     * @param voters of a simulated election; 0 with results
     * @param seed of all random choices
     * @param votingAge in years
     * @param nationalities of people
     * @param faults to inject
     * @param partitions of each topic
     * @param replication of each topic
     */
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

    /** {@return the given contest, or the one that the results file suggests} */
    public Contest elected() {
        if (contest != null) {
            return contest;
        }
        return results == null ? Contest.NATION : ContestGuess.of(results).contest();
    }

    /** {@return the number of voters} */
    public long electorate() {
        return electorate(results, scale, voters);
    }

    /** {@return probable mistakes in the results file, one sentence each} */
    public List<String> warnings() {
        return results == null ? List.of() : results.warnings();
    }

    /** {@return notices for the user: the warnings, and the contest that the results file suggests} */
    public List<String> notices() {
        List<String> notices = new ArrayList<>(warnings());
        if (results != null && contest == null) {
            notices.add(ContestGuess.of(results).sentence());
        }
        return notices;
    }

    /** {@return the number of records of each kind that are published} */
    public Manifest manifest() {
        return Manifest.of(electorate(), faults);
    }

    private static long electorate(ResultsFile results, long scale, long voters) {
        return results == null ? voters : results.totalScaledBy(scale);
    }

    /**
     * A copy with the votes of a results file.
     *
     * @param file to replay
     * @param by the divisor of its votes
     * @return parameters that replay the file
     */
    public SeedOptions replaying(ResultsFile file, long by) {
        return replaying(file, by, contest);
    }

    /**
     * A copy with the votes of an example, and with its contest unless these options contain one.
     *
     * @param example to replay
     * @param by the divisor of its votes
     * @return parameters that replay the example
     */
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
