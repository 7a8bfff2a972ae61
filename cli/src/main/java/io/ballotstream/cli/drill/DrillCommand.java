package io.ballotstream.cli.drill;

import io.ballotstream.cli.Console;
import io.ballotstream.cli.StopSignal;
import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ballotstream drill}: holds an election on separate processes, breaks them on purpose, and audits the count. */
@Command(
        name = "drill",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Holds an election on separate processes, breaks them on purpose, and audits the count.",
        footer = {
            "",
            "The last line is DRILL PASS, or DRILL FAIL with the reasons.",
            "Exit code: 0 every check holds, 1 a check fails, 2 bad usage or input, 3 a service failed; 130 or 143 when",
            "interrupted before the verdict."
        })
public final class DrillCommand implements Callable<Integer> {
    private static final int DEFAULT_FAULTS = 8;
    private static final int DEFAULT_RATE = 500;
    private static final int PARTITIONS = 4;
    private static final int VOTING_AGE = 18;
    private static final int SECONDS_PER_FAULT = 45;
    private static final int SECONDS_BESIDE_FAULTS = 90;
    private static final int SECONDS_OF_SNAPSHOT = 30;
    private static final int RANDOM_SEEDS = 1_000_000;
    private static final double LATE = 0.01;
    /** Half of the late voters come last. */
    private static final double LATE_WITH_BURST = 0.2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draw faults and election from seed N; the same seed gives the same. Default: a random one,"
                    + " which is printed.")
    private Long seed;

    @Option(
            names = "--faults",
            paramLabel = "K",
            description = "Let K faults strike, one after the other. Default: " + DEFAULT_FAULTS
                    + ", and none with --upgrade.")
    private Integer faults;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Let faults strike for M minutes, instead of --faults.")
    private Integer minutes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Publish R voters per second until the last fault. Default: " + DEFAULT_RATE + ".")
    private String rate;

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "Replay the US presidential election of 2020, divided by N, instead of --voters.")
    private Long scale;

    @Option(
            names = "--voters",
            paramLabel = "N",
            description = "Simulate an election with N voters. Default: enough for all faults at --rate.")
    private Long voters;

    @Option(
            names = "--only",
            paramLabel = "FAULT,…",
            completionCandidates = FaultKind.Words.class,
            description = "Draw faults of these kinds only; docs/drill.md describes them. Default: all of"
                    + " ${COMPLETION-CANDIDATES}.")
    private String only;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description =
                    "Break nothing: stop both jobs with savepoints when half of the voters are published, and store"
                            + " savepoints, tables and topics in FILE, a new ZIP file.")
    private Path snapshot;

    @Option(
            names = "--upgrade",
            paramLabel = "FILE",
            description = "Restore the election that the --snapshot of an earlier release stored in FILE, upgrade its"
                    + " tables, and start the jobs from its savepoints.")
    private Path upgrade;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallel subtasks of each job at the start. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(names = "--json", description = "Print the report as one JSON document, and progress to standard error.")
    private boolean json;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the run's files (database, topics, checkpoints, logs) in a numbered directory of DIR.")
    private Path keep;

    private final Console console;

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param console to print progress and report on
     */
    public DrillCommand(Console console) {
        this.console = console;
    }

    /**
     * Checks the arguments.
     *
     * @throws BadInputException if one is invalid; the message names the option
     */
    DrillOptions options() {
        if (faults != null && minutes != null) {
            throw new BadInputException("--faults excludes --minutes: both limit the number of faults.");
        }
        if (minutes != null && minutes < 1) {
            throw new BadInputException("--minutes must be at least 1, but is " + minutes + ".");
        }
        if (scale != null && voters != null) {
            throw new BadInputException(
                    "--voters excludes --scale: a simulated election has exactly the given number of voters.");
        }
        if (snapshot != null && (faults != null || minutes != null || only != null)) {
            throw new BadInputException("--snapshot excludes --faults, --minutes and --only: nothing is broken.");
        }
        if (upgrade != null && (scale != null || voters != null)) {
            throw new BadInputException("--upgrade excludes --scale and --voters: the snapshot contains the voters.");
        }
        long drawn = seed == null ? new SecureRandom().nextInt(RANDOM_SEEDS) : seed;
        Rate perSecond = rate == null ? new Rate(DEFAULT_RATE) : Rate.parse(rate);
        Set<FaultKind> kinds = only == null ? EnumSet.allOf(FaultKind.class) : EnumSet.copyOf(FaultKind.parse(only));
        int most = minutes == null ? numberOfFaults() : DrillOptions.MOST_FAULTS;
        boolean lateBurst =
                Schedule.of(drawn, kinds, most).stream().anyMatch(fault -> fault.kind() == FaultKind.LATE_BURST);
        SeedOptions election = election(drawn, perSecond, lateBurst ? LATE_WITH_BURST : LATE);
        return new DrillOptions(
                drawn,
                kinds,
                most,
                Optional.ofNullable(minutes).map(Duration::ofMinutes),
                Optional.ofNullable(snapshot),
                Optional.ofNullable(upgrade),
                election,
                new SyntheticPeople(election.seed(), election.votingAge(), election.nationalities(), Places.load()),
                perSecond,
                parallelism,
                json,
                Optional.ofNullable(keep),
                command(drawn));
    }

    private int numberOfFaults() {
        if (faults != null) {
            return faults;
        }
        return upgrade == null ? DEFAULT_FAULTS : 0;
    }

    private SeedOptions election(long drawn, Rate perSecond, double late) {
        long seconds = snapshot == null ? secondsWithFaults() : SECONDS_OF_SNAPSHOT;
        long enough = perSecond.isMax() ? 1 : (long) Math.ceil(perSecond.perSecond() * seconds);
        SeedOptions simulated = new SeedOptions(
                null,
                null,
                1,
                scale != null ? 1 : voters == null ? Math.max(1, enough) : voters,
                drawn,
                VOTING_AGE,
                List.of(Nationality.US),
                new FaultShares(0, 0, 0, late),
                PARTITIONS,
                (short) 1);
        return scale == null ? simulated : simulated.replaying(Example.US_2020, scale);
    }

    private long secondsWithFaults() {
        return SECONDS_BESIDE_FAULTS
                + (minutes == null
                        ? (long) SECONDS_PER_FAULT * numberOfFaults()
                        : Duration.ofMinutes(minutes).toSeconds());
    }

    private List<String> command(long drawn) {
        List<String> command = new ArrayList<>(List.of("--seed", Long.toString(drawn)));
        if (minutes == null) {
            command.addAll(List.of("--faults", Integer.toString(numberOfFaults())));
        }
        add(command, "--minutes", minutes);
        add(command, "--rate", rate);
        add(command, "--scale", scale);
        add(command, "--voters", voters);
        add(command, "--only", only);
        add(command, "--snapshot", snapshot);
        add(command, "--upgrade", upgrade);
        command.addAll(List.of("--parallelism", Integer.toString(parallelism)));
        return command;
    }

    private static void add(List<String> command, String option, Object value) {
        if (value != null) {
            command.addAll(List.of(option, value.toString()));
        }
    }

    @Override
    public Integer call() {
        DrillOptions options = options();
        return StopSignal.interrupts(console.err(), signal -> new DrillRun(options, console, signal).run());
    }
}
