package io.ballotstream.seeder.command;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ExitCode;
import io.ballotstream.model.Printable;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.ProgressDisplay;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.seeder.registration.StoredElection;
import io.ballotstream.store.ConnectionOptions;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ballotstream seed}: seeds an election on services that run elsewhere. */
@Command(
        name = "seed",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Prepares an election in PostgreSQL, and publishes its voters to Kafka.")
public final class SeedCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(SeedCommand.class);

    @Mixin
    private SeedArguments election;

    @Mixin
    private PeopleArguments people = new PeopleArguments(PeopleChoice.AUTO);

    @Option(
            names = "--phase",
            paramLabel = "prepare|publish",
            description = "Only prepare tables and topics, or only publish the voters. Default: both.")
    private String phase;

    @Option(names = "--resume", description = "Resume after an interruption. Publishes no record twice.")
    private boolean resume;

    @Option(names = "--reset", description = "First empty all tables and topics. Refused while a job reads the topics.")
    private boolean reset;

    @Mixin
    private ConnectionOptions services;

    @Spec
    private CommandSpec spec;

    private final Connections environment;

    /** Reads addresses and passwords from the environment of the process, unless options set them. */
    public SeedCommand() {
        this(new Connections(System.getenv()));
    }

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param environment contains addresses and passwords that no option sets
     */
    public SeedCommand(Connections environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        StopRequest stop = StopRequest.interrupting(Thread.currentThread());
        try {
            summarize(seed());
            return ExitCode.DONE;
        } catch (BadInputException e) {
            return failed(e, ExitCode.BAD_INPUT);
        } catch (ServiceFailedException e) {
            LOG.error("The seeding failed.", e);
            return failed(e, ExitCode.SERVICE_FAILED);
        } catch (InterruptedException e) {
            return failed(e, ExitCode.SERVICE_FAILED);
        } finally {
            stop.close();
        }
    }

    private int failed(Exception e, int exitCode) {
        spec.commandLine().getErr().println(Printable.text(String.valueOf(e.getMessage())));
        return exitCode;
    }

    private StoredElection seed() throws InterruptedException {
        boolean prepares = wants("prepare");
        boolean publishes = wants("publish");
        if (reset && resume) {
            throw new BadInputException("--reset excludes --resume: one starts over, the other continues.");
        }
        if (reset && !prepares) {
            throw new BadInputException("--reset excludes --phase publish: it would leave nothing to publish.");
        }
        Rate rate = election.toRate();
        // Validated before anything is started, so that the user sees errors at once.
        people.check();
        SeedOptions options = election.toOptions(people.nationalities());
        // An existing election stores its contest.
        List<String> notices = prepares && !resume ? options.notices() : options.warnings();
        notices.stream().map(Printable::text).forEach(spec.commandLine().getErr()::println);
        PostgresAddress database = services.postgres(environment);
        String brokers = services.kafka(environment);
        try (ProgressDisplay progress = ProgressDisplay.on(System.err);
                Seeder seeder = Seeder.open(database, brokers, environment, progress)) {
            if (reset) {
                // Before --reset empties anything: the source of people may fail.
                PeopleSource voters = people.choose(options, progress::tell);
                seeder.reset();
                seeder.prepare(options, voters);
            } else if (prepares) {
                prepare(seeder, options, progress);
            } else {
                requireAgreement(seeder);
            }
            if (publishes) {
                // A new election has no published records. For an existing one, --resume is necessary.
                seeder.publish(rate, resume);
            }
            return seeder.election().orElseThrow();
        }
    }

    private boolean wants(String one) {
        if (phase != null && !phase.equals("prepare") && !phase.equals("publish")) {
            throw new BadInputException("--phase must be prepare or publish, but is \"" + phase + "\".");
        }
        return phase == null || phase.equals(one);
    }

    private void prepare(Seeder seeder, SeedOptions options, ProgressDisplay progress) throws InterruptedException {
        Optional<StoredElection> begun = seeder.election();
        if (resume && begun.isPresent()) {
            requireAgreement(seeder);
            seeder.resumePreparing(people.reopen(begun.get(), progress::tell));
        } else {
            seeder.requireNoElection();
            seeder.prepare(options, people.choose(options, progress::tell));
        }
    }

    private void requireAgreement(Seeder seeder) throws InterruptedException {
        Optional<StoredElection> stored = seeder.election();
        if (stored.isPresent()) {
            election.requireAgreement(stored.get(), seeder.votersPartitions());
            people.requireAgreement(stored.get());
        }
    }

    private void summarize(StoredElection seeded) {
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s \"%s\": %,d voters, %,d records.",
                        "prepare".equals(phase) ? "Prepared" : "Published",
                        Printable.text(seeded.election().name()),
                        seeded.election().voters(),
                        seeded.manifest().total()));
    }
}
