package io.ballotstream.cli;

import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Printable;
import io.ballotstream.seeder.command.PeopleArguments;
import io.ballotstream.seeder.command.SeedArguments;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballotstream rehearse}: holds an election in this process with real services, and audits it. */
@Command(
        name = "rehearse",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Holds an election with PostgreSQL, Kafka and Flink on this machine, and audits the count.",
        footer = {
            "",
            "The last line is AUDIT PASS, or AUDIT FAIL and the rules that fail.",
            "Exit code: 0 every rule holds, 1 a rule fails, 2 invalid usage or input, 3 a service failed; 130 or 143 when"
                    + " interrupted before the verdict. After the verdict, Ctrl-C does not change the code."
        })
final class RehearseCommand implements Callable<Integer> {
    static final int MOST_PARALLELISM_BY_DEFAULT = 4;

    @Mixin
    private SeedArguments election = new SeedArguments();

    @Mixin
    private PeopleArguments people = new PeopleArguments();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = TallySettings.DEFAULT_WINDOW,
            description = "Size of the event-time windows in which votes are counted. " + "Default: ${DEFAULT-VALUE}.")
    private Duration window;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel subtasks of each job. Default: one per processor, ${DEFAULT-VALUE} here.")
    private int parallelism = defaultParallelism(Runtime.getRuntime().availableProcessors());

    @Option(names = "--exit", description = "Stop everything after the verdict, instead of running until Ctrl-C.")
    private boolean exit;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the files of the run (database, topics, log) in a numbered subdirectory of DIR.")
    private Path keep;

    private final Console console;

    RehearseCommand(Console console) {
        this.console = console;
    }

    static int defaultParallelism(int processors) {
        return Math.max(1, Math.min(MOST_PARALLELISM_BY_DEFAULT, processors));
    }

    /**
     * The parameters of the arguments. Reads the results file, and opens the source of people.
     *
     * @throws BadInputException naming an invalid option, or the file and line
     */
    RehearsalOptions options() throws InterruptedException {
        people.check();
        SeedOptions seed = election.toOptions(people.nationalities());
        seed.notices().stream().map(Printable::text).forEach(console.err()::println);
        Rate rate = election.toRate();
        TallySettings tally = TallySettings.DEFAULT.withWindow(window);
        return new RehearsalOptions(
                seed,
                people.choose(seed, console.err()::println),
                rate,
                tally,
                parallelism,
                exit,
                Optional.ofNullable(keep));
    }

    @Override
    public Integer call() throws InterruptedException {
        RehearsalOptions options = options();
        return StopSignal.interrupts(console.err(), signal -> new RehearsalRun(options, console, signal).run());
    }
}
