package io.ballotstream.seeder.command;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.seeder.registration.StoredElection;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The options that define the election and the rate of publishing, for every command that has them. */
public final class SeedArguments {
    static final long DEFAULT_SEED = 1;
    static final int DEFAULT_VOTING_AGE = 18;
    static final int DEFAULT_PARTITIONS = 4;
    static final short DEFAULT_REPLICATION = 1;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Results file to replay: CSV in UTF-8 with the header"
                    + " location,latitude,longitude,candidate,party,votes, and optionally the columns seats and"
                    + " color.")
    private Path results;

    @Option(
            names = "--example",
            paramLabel = "NAME",
            description = "Built-in results to replay: us-2020 (president by state), us-2020-electors (the same,"
                    + " by electors), uk-2024 (general election by constituency). Default: us-2020.")
    private String example;

    @Option(
            names = "--contest",
            paramLabel = "nation|location",
            description = "nation is one race, location elects a winner in each location. Default: derived from the"
                    + " results file.")
    private String contest;

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "Divide the results by N. Default: 1; 1000 for the examples of 2020, 100 for uk-2024.")
    private Long scale;

    @Option(
            names = "--voters",
            paramLabel = "N",
            description = "Simulate an election of three parties with N voters, instead of replaying results.")
    private Long voters;

    @Option(
            names = "--rate",
            paramLabel = "R|max",
            description = "Publish R voters per second, or as fast as possible. Default: 2000.")
    private String rate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Seed of all random choices: the same seed gives the same election. Default: " + DEFAULT_SEED + ".")
    private Long seed;

    @Option(
            names = "--malformed",
            paramLabel = "P",
            description = "Inject P × voters malformed records, P from 0 to 1. Default: 0.")
    private Double malformed;

    @Option(
            names = "--duplicates",
            paramLabel = "P",
            description = "Inject P × voters copies of earlier records, P from 0 to 1. Default: 0.")
    private Double duplicates;

    @Option(
            names = "--underage",
            paramLabel = "P",
            description = "Inject P × voters who are too young, P from 0 to 1. Default: 0.")
    private Double underage;

    @Option(
            names = "--late",
            paramLabel = "P",
            description =
                    "Let the votes of P × voters arrive too late to be counted, P from 0 to 1. Half of these voters"
                            + " come last, in one burst. Default: 0.")
    private Double late;

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the election. Default: its source.")
    private String name;

    @Option(
            names = "--voting-age",
            paramLabel = "YEARS",
            description = "Minimum age of voters, in years. Default: " + DEFAULT_VOTING_AGE + ".")
    private Integer votingAge;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Number of partitions of each topic. Default: " + DEFAULT_PARTITIONS + ".")
    private Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Number of replicas of each topic. Default: " + DEFAULT_REPLICATION + ".")
    private Short replication;

    /** Creates options without values, which picocli fills. */
    public SeedArguments() {}

    /**
     * The options with their defaults. Reads the results file.
     *
     * @param nationalities of voters and candidates
     * @return valid parameters of an election
     * @throws BadInputException if an option is out of range or the file is invalid
     */
    public SeedOptions toOptions(List<Nationality> nationalities) {
        FaultShares faults = faults();
        if (example != null && results != null) {
            throw new BadInputException("--example excludes --results: both select the results to replay.");
        }
        if (example != null && voters != null) {
            throw new BadInputException("--example excludes --voters: its results determine the number of voters.");
        }
        if (voters != null && results != null) {
            throw new BadInputException("--voters excludes --results: the file determines the number of voters.");
        }
        if (voters != null && scale != null) {
            throw new BadInputException(
                    "--voters excludes --scale: a simulated election has exactly the given number of voters.");
        }
        if (scale != null && scale < 1) {
            throw new BadInputException("--scale must be at least 1, but is " + scale + ".");
        }
        SeedOptions options = new SeedOptions(
                name,
                null,
                1,
                orElse(voters, 1L),
                orElse(seed, DEFAULT_SEED),
                orElse(votingAge, DEFAULT_VOTING_AGE),
                nationalities,
                faults,
                orElse(partitions, DEFAULT_PARTITIONS),
                orElse(replication, DEFAULT_REPLICATION),
                contest());
        if (voters != null) {
            return options;
        }
        if (results != null) {
            return options.replaying(ResultsFile.read(results), orElse(scale, 1L));
        }
        Example chosen = example();
        return options.replaying(chosen, orElse(scale, chosen.defaultScale()));
    }

    private Example example() {
        return example == null ? Example.US_2020 : Example.named(example);
    }

    /** The contest, or null if no option determines it. */
    private Contest contest() {
        if (contest == null) {
            return null;
        }
        return Contest.of(contest)
                .orElseThrow(() ->
                        new BadInputException("--contest must be nation or location, but is \"" + contest + "\"."));
    }

    /**
     * The rate of publishing.
     *
     * @return {@link Rate#DEFAULT} without the option
     * @throws BadInputException if the option is neither a number above zero nor {@code max}
     */
    public Rate toRate() {
        return rate == null ? Rate.DEFAULT : Rate.parse(rate);
    }

    private FaultShares faults() {
        return new FaultShares(
                orElse(malformed, 0.0), orElse(duplicates, 0.0), orElse(underage, 0.0), orElse(late, 0.0));
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /**
     * Checks that the given options match the stored election, and takes the others from it.
     *
     * @param partitionsOfVoters of {@code voters_topic}, 0 if it does not exist
     * @throws BadInputException naming the first option that contradicts it
     */
    void requireAgreement(StoredElection stored, int partitionsOfVoters) {
        Election election = stored.election();
        if (results != null) {
            requireSame(
                    "--results",
                    ResultsFile.read(results).sha256(),
                    election.resultsSha256(),
                    election.resultsSha256() == null ? "none" : "another file");
        }
        if (example != null) {
            requireSame(
                    "--example",
                    example().results().sha256(),
                    election.resultsSha256(),
                    election.resultsSha256() == null ? "none" : "another file");
            requireSame(
                    "--example",
                    example().contest(),
                    election.contest(),
                    "--contest " + election.contest().word());
        }
        requireSame(
                "--contest", contest(), election.contest(), election.contest().word());
        requireSame("--scale", scale, election.scale(), election.scale());
        requireSame("--voters", voters, election.voters(), election.voters());
        requireSame("--seed", seed, election.seed(), election.seed());
        requireSame("--name", name, election.name(), "\"" + election.name() + "\"");
        requireSame("--voting-age", votingAge, election.votingAge(), election.votingAge());
        requireSame("--partitions", partitions, partitionsOfVoters, partitionsOfVoters);
        Manifest manifest = stored.manifest();
        requireSame(
                "--malformed",
                malformed,
                RecordKind.MALFORMED.stream().mapToLong(manifest::of).sum(),
                election);
        requireSame("--duplicates", duplicates, manifest.of(RecordKind.DUPLICATE_VOTER), election);
        requireSame("--underage", underage, manifest.of(RecordKind.UNDERAGE), election);
        requireSame("--late", late, manifest.of(RecordKind.LATE), election);
    }

    private static void requireSame(String option, Double given, long records, Election election) {
        if (given != null) {
            requireSame(option, FaultShares.of(given, election.voters()), records, records + " records");
        }
    }

    private static void requireSame(String option, Object given, Object stored, Object storedText) {
        if (given != null && !Objects.equals(given, stored)) {
            throw new BadInputException(option + " contradicts the existing election, which was prepared with "
                    + storedText + ": omit the option, or start over with --reset.");
        }
    }
}
