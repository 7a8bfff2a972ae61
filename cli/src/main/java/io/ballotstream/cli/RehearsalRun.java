package io.ballotstream.cli;

import io.ballotstream.audit.AuditReport;
import io.ballotstream.board.Board;
import io.ballotstream.board.BoardOptions;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A rehearsal with its run directory, log, services, screen and verdict. Always stops everything that it has started,
 * and deletes all files unless they are to be kept.
 *
 * <p>The calling thread updates the screen. Another thread does the work, so that an interruption takes effect at once.
 */
final class RehearsalRun {
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
        return LoggedRun.run("rehearsal", options.keep(), console, this::run);
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
        Progress progress = new Progress("rehearsal", System::nanoTime);
        Rehearsal rehearsal = new Rehearsal(options, services, progress);
        try (LiveBoard counts = new LiveBoard()) {
            console.out().println("Starting PostgreSQL, Kafka and Flink …");
            return new ShownWork("rehearsal", console, progress, counts)
                    .run(
                            () -> rehearsal.hold(reader -> {
                                counts.open(reader);
                                board.read(reader);
                            }),
                            rehearsal::requireRunningJobs);
        }
    }
}
