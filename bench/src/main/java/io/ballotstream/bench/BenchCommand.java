package io.ballotstream.bench;

import io.ballotstream.cli.Console;
import io.ballotstream.cli.StopSignal;
import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballotstream bench}: measures the pipeline on this machine, next to baselines. */
@Command(
        name = "bench",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Measures the pipeline with PostgreSQL, Kafka and Flink on this machine.",
        footer = {
            "",
            "end-to-end  from the first published voter to the last counted vote;",
            "            baseline: the same parts one after the other",
            "tally       counting the votes of a topic; baselines with as many threads, whose",
            "            results must be equal: consuming without parsing, the fastest loop",
            "            without fault tolerance, Flink SQL, and Kafka Streams",
            "casting     casting votes into table and topic; baselines: COPY of the same",
            "            rows, and the same job with Flink's JDBC connector",
            "latency     from the voter's record to the total that includes the vote",
            "board       end to end with 1,000 listening clients and 200 polls per second;",
            "            baseline: no board",
            "memory      heap usage of a seeder with a small heap",
            "",
            "Exit code: 0 measured, whether or not targets are met; 1 an audit failed; 2 invalid usage; 3 a service"
                    + " failed."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final long DEFAULT_SCALE = 100;
    private static final long SEED = 1;
    private static final int VOTING_AGE = 18;
    private static final int PARTITIONS = 4;

    @Parameters(
            arity = "0..*",
            paramLabel = "SUBJECT",
            description = "end-to-end, tally, casting, latency, board, memory, or all. Default: all.")
    private List<String> subjects = List.of(Subject.ALL);

    @Option(
            names = "--scale",
            paramLabel = "N",
            description =
                    "Divide the results by N. Default: " + DEFAULT_SCALE + ", that is 1.58 million ballots of us-2020.")
    private Long scale;

    @Option(
            names = "--example",
            paramLabel = "NAME",
            description = "Built-in results to replay: us-2020, us-2020-electors or uk-2024. Default: us-2020.")
    private String example;

    @Option(
            names = "--voters",
            paramLabel = "N",
            description = "Simulate an election with N voters, instead of replaying results.")
    private Long voters;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of measurements of each throughput. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up-ballots",
            paramLabel = "N",
            defaultValue = "3000000",
            description = "Before a throughput is measured, repeat it until this number of ballots is reached, but at"
                    + " most " + Rounds.MOST_WARM_UPS + " times. Default: ${DEFAULT-VALUE}.")
    private long warmUpBallots;

    @Option(
            names = "--latency-rate",
            paramLabel = "R",
            defaultValue = "5000",
            description = "Votes per second while latency is measured. Default: ${DEFAULT-VALUE}.")
    private double latencyRate;

    @Option(
            names = "--latency-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Duration of the latency measurement, in seconds. Default: ${DEFAULT-VALUE}.")
    private long latencySeconds;

    @Option(
            names = "--latency-voters",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of voters who have already voted when the latency measurement begins. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long latencyVoters;

    @Option(
            names = "--memory-voters",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Number of voters for the memory measurement. Default: ${DEFAULT-VALUE}.")
    private long memoryVoters;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel subtasks of each job. Default: one per processor, but 4 at most.")
    private int parallelism = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final Console console;

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param console receives progress and results
     */
    public BenchCommand(Console console) {
        this.console = console;
    }

    /**
     * The parameters of the arguments.
     *
     * @throws BadInputException naming an invalid option
     */
    BenchOptions options() {
        return new BenchOptions(
                Subject.named(subjects),
                election(),
                new Rounds(rounds, warmUpBallots),
                latencyRate,
                Duration.ofSeconds(latencySeconds),
                latencyVoters,
                memoryVoters,
                parallelism);
    }

    private SeedOptions election() {
        if (voters != null && scale != null) {
            throw new BadInputException(
                    "--voters excludes --scale: a simulated election has exactly the given number of voters.");
        }
        if (voters != null && example != null) {
            throw new BadInputException("--example excludes --voters: its results determine the number of voters.");
        }
        if (voters != null) {
            return simulated(voters);
        }
        return simulated(1)
                .replaying(
                        example == null ? Example.US_2020 : Example.named(example),
                        scale == null ? DEFAULT_SCALE : scale);
    }

    /** An election without a results file. */
    static SeedOptions simulated(long voters) {
        return new SeedOptions(
                null, null, 1, voters, SEED, VOTING_AGE, List.of(Nationality.US), FaultShares.NONE, PARTITIONS, (short)
                        1);
    }

    @Override
    public Integer call() {
        BenchOptions options = options();
        return StopSignal.interrupts(console.err(), signal -> new BenchRun(options, console).run());
    }
}
