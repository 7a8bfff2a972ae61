package io.ballotstream.cli;

import io.ballotstream.model.ExitCode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an interruption of the thread that runs a program, so that it stops everything
 * as it does after a failure. Later signals are ignored.
 *
 * <p>This is not a shutdown hook, because in a hook the program cannot set its exit code without skipping other hooks.
 */
public final class StopSignal implements AutoCloseable {
    private static final int FIRST_EXIT_CODE = 128;

    private enum Kind {
        HUP(1),
        INT(2),
        TERM(15);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** A program that can be interrupted, and returns an exit code. */
    public interface Program {
        /**
         * Runs the program to its end.
         *
         * @param signal to be told when the program stops its services
         * @return an exit code of {@link ExitCode}
         * @throws InterruptedException if a signal interrupted it; all its services are stopped by then
         */
        int run(StopSignal signal) throws InterruptedException;
    }

    private record Former(Kind kind, Object handler) {}

    private final Thread thread = Thread.currentThread();
    private final List<Former> former = new ArrayList<>();
    private boolean interrupts = true;
    private int exitCode = ExitCode.SERVICE_FAILED;

    private StopSignal() {
        for (Kind kind : Kind.values()) {
            former.add(new Former(kind, Signals.register(kind.name(), () -> received(kind))));
        }
    }

    /**
     * Runs a program.
     *
     * @param user receives a message if a signal has ended the program
     * @param program to run on this thread
     * @return the exit code of the program, or 128 plus the number of the signal that interrupted it
     */
    public static int interrupts(PrintStream user, Program program) {
        try (StopSignal signal = new StopSignal()) {
            return signal.run(user, program);
        }
    }

    private int run(PrintStream user, Program program) {
        try {
            return program.run(this);
        } catch (InterruptedException interrupted) {
            user.println("Interrupted. All services have been stopped.");
            return exitCode();
        }
    }

    private synchronized void received(Kind kind) {
        if (interrupts) {
            interrupts = false;
            exitCode = FIRST_EXIT_CODE + kind.number;
            thread.interrupt();
        }
    }

    private synchronized int exitCode() {
        return exitCode;
    }

    /** Ignores signals from now on, because the program is already stopping everything. */
    public synchronized void stopping() {
        interrupts = false;
        // A signal that has just arrived would only interrupt the stopping.
        Thread.interrupted();
    }

    @Override
    public void close() {
        former.forEach(each -> Signals.unregister(each.kind().name(), each.handler()));
    }
}
