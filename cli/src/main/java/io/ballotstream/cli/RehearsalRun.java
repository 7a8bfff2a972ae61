package io.ballotstream.cli;

import io.ballotstream.audit.AuditReport;
import io.ballotstream.board.Board;
import io.ballotstream.board.BoardOptions;
import io.ballotstream.cli.screen.Display;
import io.ballotstream.cli.screen.FinalStandings;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.embedded.RunDirectoryRefusedException;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * A rehearsal with its run directory, log, services, screen and verdict. Always stops everything that it has started,
 * and deletes all files unless they are to be kept.
 *
 * <p>The calling thread updates the screen. Another thread does the work, so that an interruption takes effect at once.
 */
final class RehearsalRun {
    private static final Duration PICTURE_INTERVAL = Duration.ofMillis(250);
    private static final Duration PATIENCE_WITH_WORK = Duration.ofSeconds(5);

    private final RehearsalOptions options;
    private final Console console;
    private final StopSignal signal;

    RehearsalRun(RehearsalOptions options, Console console, StopSignal signal) {
        this.options = options;
        this.console = console;
        this.signal = signal;
    }

    /**
     * Rehearses. Without {@code --exit}, it then waits until it is interrupted.
     *
     * @return the exit code of the verdict
     * @throws InterruptedException if it was interrupted before the verdict
     * @throws BadInputException if the directory to keep is not usable, or the host name of this machine cannot be
     *     resolved
     * @throws ServiceFailedException if something failed; the log has been copied, and the user knows its path
     */
    int run() throws InterruptedException {
        requireResolvableHostName();
        try (RunDirectory directory = directory()) {
            RunLog log = RunLog.open(directory.path().resolve("ballotstream.log"));
            StrayOutput stray = new StrayOutput();
            try {
                return run(directory, log);
            } catch (RuntimeException | IOException | Error failure) {
                keep(log, failure);
                throw failure instanceof ServiceFailedException known
                        ? known
                        : new ServiceFailedException("The rehearsal failed: " + RootCause.sentence(failure), failure);
            } finally {
                stray.close();
                RunLog.close();
            }
        } catch (RunDirectoryRefusedException refused) {
            throw new BadInputException(refused.getMessage());
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "The run directory cannot be created: " + RootCause.sentence(failure), failure);
        }
    }

    /** Flink resolves the host name of this machine, although it listens on the loopback address only. */
    private static void requireResolvableHostName() {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException unknown) {
            throw new BadInputException(
                    "Flink cannot start, because the name of this machine cannot be resolved: add it to"
                            + " /etc/hosts, next to localhost (" + RootCause.sentence(unknown) + ")");
        }
    }

    private RunDirectory directory() throws IOException {
        return options.keep().isPresent() ? RunDirectory.kept(options.keep().get()) : RunDirectory.temporary();
    }

    private int run(RunDirectory directory, RunLog log) throws InterruptedException, IOException {
        // Both jobs run at the same time, and each of their subtasks takes a slot.
        try (Services services = Services.start(directory, log, 2 * options.parallelism());
                Board board = Board.start(BoardOptions.onLoopback())) {
            console.out().println("Board: " + board.address());
            try {
                return run(board, services, log);
            } finally {
                signal.stopping();
            }
        }
    }

    private int run(Board board, Services services, RunLog log) throws InterruptedException {
        AuditReport report = rehearse(board, services);
        if (!report.passes()) {
            log.keepFor(console.err());
        }
        if (!options.exit()) {
            console.out().println("All services keep running until Ctrl-C.\n");
        }
        console.out().print(report.render(console.ansi()));
        console.requireWritten();
        if (!options.exit()) {
            awaitSignal();
        }
        return report.exitCode();
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException signalled) {
            // Expected: the user has pressed Ctrl-C.
        }
    }

    private AuditReport rehearse(Board board, Services services) throws InterruptedException {
        Progress progress = new Progress(System::nanoTime);
        Rehearsal rehearsal = new Rehearsal(options, services, progress);
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "rehearsal"));
        try (LiveBoard counts = new LiveBoard()) {
            Future<AuditReport> work = worker.submit(() -> rehearsal.hold(reader -> {
                counts.open(reader);
                board.read(reader);
            }));
            console.out().println("Starting PostgreSQL, Kafka and Flink …");
            awaitEnd(work, rehearsal, () -> !progress.addresses().isEmpty());
            progress.addresses().forEach(console.out()::println);
            try (Display display = console.display()) {
                awaitEnd(work, rehearsal, () -> {
                    display.show(progress.moment(counts.recent()));
                    return false;
                });
            }
            console.out().print(new FinalStandings(console.width(), console.colors()).of(counts.now()));
            return result(work, rehearsal);
        } finally {
            worker.shutdownNow();
            worker.awaitTermination(PATIENCE_WITH_WORK.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Waits until the work has finished or the condition holds. Polls the condition. */
    private void awaitEnd(Future<AuditReport> work, Rehearsal rehearsal, BooleanSupplier condition)
            throws InterruptedException {
        while (!work.isDone() && !condition.getAsBoolean()) {
            rehearsal.requireRunningJobs();
            console.requireWritten();
            try {
                work.get(PICTURE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                continue;
            } catch (ExecutionException failure) {
                result(work, rehearsal);
            }
        }
    }

    /** The result of the finished work. Throws its exception. */
    private static AuditReport result(Future<AuditReport> work, Rehearsal rehearsal) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException failure) {
            // If a job has failed, this is the cause of other failures.
            rehearsal.requireRunningJobs();
            throw unchecked(failure.getCause());
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException known
                ? known
                : new ServiceFailedException("The rehearsal failed: " + RootCause.sentence(failure), failure);
    }

    /** Copies the log to the user before its directory is deleted, and prints its path. */
    private void keep(RunLog log, Throwable failure) {
        LoggerFactory.getLogger(RehearsalRun.class).error("The rehearsal failed.", failure);
        log.keepFor(console.err());
    }
}
