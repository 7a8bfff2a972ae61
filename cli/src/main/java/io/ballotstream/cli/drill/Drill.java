package io.ballotstream.cli.drill;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.cli.Drained;
import io.ballotstream.cli.Logins;
import io.ballotstream.cli.Progress;
import io.ballotstream.cli.RootCause;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an election from the first table to the verdict, and breaks it on purpose: while voters are published, one fault
 * strikes after another. Then the remaining voters are published and counted, and the count is audited.
 */
final class Drill {
    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);
    /** The time after a repair within which everything published by then must be counted, late or rejected. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DrillOptions options;
    private final DrillServices services;
    private final Progress progress;
    private final List<Outcome> outcomes = new ArrayList<>();
    private volatile Rate rate;

    Drill(DrillOptions options, DrillServices services, Progress progress) {
        this.options = options;
        this.services = services;
        this.progress = progress;
        this.rate = options.rate();
    }

    /** Ends a drill that has failed; the message says why in one sentence. */
    private static final class DrillFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DrillFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The part of a drill that follows once the jobs run. */
    private interface Work<T> {
        T with(Seeder seeder, DrillJobs jobs, OutsideReader reader) throws InterruptedException;
    }

    /**
     * Holds the election.
     *
     * @param snapshot of the election to continue; empty prepares a new one
     * @param electionExists receives the login of the reader role, once the tables exist
     */
    DrillReport hold(Optional<Snapshot> snapshot, Consumer<PostgresAddress> electionExists)
            throws InterruptedException {
        return begin(snapshot, electionExists, this::hold);
    }

    /**
     * Holds the election until half of its voters are published, and stores it.
     *
     * @param file to be written
     * @param electionExists receives the login of the reader role, once the tables exist
     * @return how many records are published
     */
    long store(Path file, Consumer<PostgresAddress> electionExists) throws InterruptedException {
        return begin(Optional.empty(), electionExists, (seeder, jobs, reader) -> store(file, seeder, jobs, reader));
    }

    private <T> T begin(Optional<Snapshot> snapshot, Consumer<PostgresAddress> electionExists, Work<T> work)
            throws InterruptedException {
        PostgresAddress owner = services.postgresAddress();
        progress.up(List.of("Flink web interface: " + services.webInterface(), "Kafka: " + services.kafkaAddress()));
        progress.begin(snapshot.isPresent() ? "Restoring the election" : "Preparing the election");
        snapshot.ifPresent(stored -> stored.restoreTables(owner));
        Logins logins = Logins.random(owner);
        try (Seeder seeder = Seeder.open(owner, services.kafkaAddress(), logins.forSeeder(), progress)) {
            if (snapshot.isEmpty()) {
                seeder.prepare(options.election(), options.people());
            }
            electionExists.accept(logins.reader());
            progress.begin("Starting the jobs");
            DrillJobs jobs = new DrillJobs(
                    services,
                    new JobOptions(
                            services.relayedKafkaAddress(),
                            new DatabaseLogin(services.relayed(logins.writer())),
                            false));
            Map<String, String> savepoints =
                    snapshot.isPresent() ? snapshot.get().restoreSavepoints(services.flinkDirectory()) : Map.of();
            for (String job : DrillJobs.NAMES) {
                jobs.submit(job, options.parallelism(), savepoints.get(job));
            }
            try (OutsideReader reader =
                    OutsideReader.start(logins.reader(), services.kafkaAddress(), seeder.votersPartitions())) {
                return work.with(seeder, jobs, reader);
            }
        }
    }

    private long store(Path file, Seeder seeder, DrillJobs jobs, OutsideReader reader) throws InterruptedException {
        ExecutorService publisher = Executors.newSingleThreadExecutor(task -> new Thread(task, "publish"));
        Future<?> publishing = publish(publisher, seeder);
        try {
            progress.voting("Voting");
            long half = options.election().electorate() / 2;
            while (progress.published() < half && !publishing.isDone()) {
                Thread.sleep(PAUSE.toMillis());
            }
            publishing.cancel(true);
        } finally {
            stop(publisher);
        }
        // Both jobs then have state, and something is left for each to do.
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (reader.growth().highest() < progress.published() / 2) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("The jobs do not count: " + states(jobs));
            }
            Thread.sleep(PAUSE.toMillis());
        }
        progress.begin("Stopping the jobs");
        Map<String, Path> savepoints = new HashMap<>();
        // The tally first, so that it leaves votes to count.
        for (String job : List.of(Jobs.TALLY, Jobs.CASTING)) {
            jobs.awaitWorking(job);
            savepoints.put(job, Path.of(URI.create(jobs.stopWithSavepoint(job))));
        }
        progress.begin("Storing the election");
        Signal.kill(services.kafka());
        Snapshot.write(file, DrillReport.version(), services.postgresAddress(), services.topics(), savepoints);
        return progress.published();
    }

    private Future<?> publish(ExecutorService publisher, Seeder seeder) {
        boolean resume = options.upgrade().isPresent();
        return publisher.submit(() -> {
            seeder.publish(() -> rate, resume);
            return null;
        });
    }

    private static void stop(ExecutorService publisher) throws InterruptedException {
        publisher.shutdownNow();
        publisher.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private DrillReport hold(Seeder seeder, DrillJobs jobs, OutsideReader reader) throws InterruptedException {
        PostgresAddress owner = services.postgresAddress();
        ExecutorService publisher = Executors.newSingleThreadExecutor(task -> new Thread(task, "publish"));
        try {
            Future<?> publishing = publish(publisher, seeder);
            strikeAll(jobs, reader, publishing);
            progress.voting("Voting");
            rate = Rate.MAX;
            publishing.get();
            progress.begin("Counting the remaining votes");
            List<String> missing = Drained.await(owner, services.kafkaAddress());
            progress.begin("Auditing");
            AuditReport audit = new Audit(owner, services.kafkaAddress(), results()).run(missing);
            return new DrillReport(options, outcomes, reader.findings(), Optional.of(audit), Optional.empty());
        } catch (DrillFailedException | ServiceFailedException failure) {
            return failed(reader, failure);
        } catch (ExecutionException failure) {
            return failed(reader, failure.getCause());
        } finally {
            publisher.shutdownNow();
        }
    }

    /** The results file for the audit; empty for a restored election, whose file is not known. */
    private Optional<ResultsFile> results() {
        return options.upgrade().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(options.election().results());
    }

    private DrillReport failed(OutsideReader reader, Throwable failure) {
        LOG.error("The drill failed.", failure);
        return new DrillReport(
                options, outcomes, reader.findings(), Optional.empty(), Optional.of(RootCause.sentence(failure)));
    }

    private void strikeAll(DrillJobs jobs, OutsideReader reader, Future<?> publishing)
            throws InterruptedException, ExecutionException {
        Bursts bursts = new Bursts(services.kafkaAddress(), services.postgresAddress());
        FaultInjector injector = new FaultInjector(
                services, jobs, bursts, () -> publishLateBurst(publishing), options.parallelism() + 1);
        long began = System.nanoTime();
        List<Fault> faults = Schedule.of(options.seed(), options.kinds(), options.faults());
        for (int number = 1; number <= faults.size(); number++) {
            if (options.longest().isPresent()
                    && System.nanoTime() - began > options.longest().get().toNanos()) {
                return;
            }
            Fault fault = faults.get(number - 1);
            String ordinal =
                    options.longest().isPresent() ? "fault " + number : "fault " + number + " of " + faults.size();
            progress.voting("Steady, before " + ordinal);
            awaitSteady(jobs, injector, reader, publishing, ordinal);
            Thread.sleep(fault.pause().toMillis());
            requireVoters(publishing, ordinal);
            progress.voting("F" + ordinal.substring(1) + ", " + fault.title());
            outcomes.add(strike(fault, injector, bursts, jobs, reader));
        }
    }

    private long publishLateBurst(Future<?> publishing) throws InterruptedException {
        long first = progress.published();
        rate = Rate.MAX;
        try (Connection connection = services.postgresAddress().connect()) {
            publishing.get();
            // The publisher sends voters only, in the order of their numbers.
            return Rows.list(
                            connection,
                            "SELECT count(*) FROM voters WHERE voted_before_ms IS NOT NULL AND voter_number >= "
                                    + first,
                            row -> row.getLong(1))
                    .get(0);
        } catch (ExecutionException | SQLException failure) {
            throw new DrillFailedException(
                    "The late burst cannot be published: " + RootCause.sentence(failure), failure);
        }
    }

    /** Fails if all voters are published, because a further fault would prove nothing. */
    private static void requireVoters(Future<?> publishing, String ordinal)
            throws InterruptedException, ExecutionException {
        if (publishing.isDone()) {
            publishing.get();
            throw new DrillFailedException(
                    "All voters had voted before " + ordinal + ": hold a larger election, or lower the --rate.", null);
        }
    }

    private Outcome strike(Fault fault, FaultInjector injector, Bursts bursts, DrillJobs jobs, OutsideReader reader)
            throws InterruptedException {
        long published = progress.published() + bursts.published();
        long inFlight = published - reader.processed().orElse(published);
        long wallClock = System.currentTimeMillis();
        long struckAt = System.nanoTime();
        LOG.info("{} strikes.", fault);
        Strike strike = injector.strike(fault);
        long target = progress.published() + bursts.published();
        awaitProcessed(target, fault, jobs, reader);
        long countedAt = System.nanoTime();
        int failures = 0;
        for (String job : DrillJobs.NAMES) {
            failures += jobs.failuresSince(job, wallClock);
        }
        strike.later().run();
        boolean mustFailJobs = fault.kind() == FaultKind.KILL_TASKMANAGER || fault.kind() == FaultKind.LOSE_TASKMANAGER;
        Outcome outcome = new Outcome(
                fault,
                strike.struck() && (failures > 0 || !mustFailJobs),
                strike.evidence(),
                Math.max(0, inFlight),
                failures,
                reader.growth().longestStandStill(struckAt, countedAt),
                reader.growth().nextAfter(strike.repairedAt()));
        LOG.info("{}", outcome);
        return outcome;
    }

    private void awaitProcessed(long target, Fault fault, DrillJobs jobs, OutsideReader reader)
            throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            services.restartEnded();
            OptionalLong processed = reader.processed();
            if (processed.isPresent() && processed.getAsLong() >= target) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new DrillFailedException(
                        "After " + fault.title() + ", counting did not catch up within " + DEADLINE.toSeconds()
                                + " s: "
                                + (processed.isPresent() ? processed.getAsLong() : "an unknown number")
                                + " of the " + target
                                + " records published by then are counted or rejected; " + states(jobs),
                        null);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void awaitSteady(
            DrillJobs jobs, FaultInjector injector, OutsideReader reader, Future<?> publishing, String ordinal)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        long counted = reader.growth().highest();
        while (reader.growth().highest() <= counted
                || !jobs.allRun()
                || injector.registeredTaskManagers() != DrillServices.TASK_MANAGERS
                || !services.allJobManagersAnswer()) {
            requireVoters(publishing, ordinal);
            services.restartEnded();
            if (System.nanoTime() - deadline > 0) {
                throw new DrillFailedException(
                        "The cluster has not recovered " + DEADLINE.toSeconds() + " s after the previous fault: "
                                + injector.registeredTaskManagers() + " TaskManagers are registered, " + states(jobs),
                        null);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static String states(DrillJobs jobs) throws InterruptedException {
        List<String> states = new ArrayList<>();
        for (String job : DrillJobs.NAMES) {
            states.add(job + " is " + jobs.state(job) + " (" + jobs.cause(job) + ")");
        }
        return String.join(", ", states) + ".";
    }
}
