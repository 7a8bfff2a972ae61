package io.ballotstream.cli;

import io.ballotstream.model.ExitCode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an interruption of the thread that runs a program, so that it stops what it has
 * started as it does on any other failure. Signals that come after the first change nothing.
 *
 * <p>Not a shutdown hook: in one, nothing could choose the exit code any more but for leaving out all other hooks.
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

    /** What can be stopped by an interruption, and returns an exit code. */
    public interface Program {
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
     * Runs a program to its end.
     *
     * @param user is told if a signal has ended it
     * @return the program's exit code; 128 and the signal's number if it was interrupted by one
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
            user.println("Interrupted; everything is stopped.");
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

    /** From now on a signal does not interrupt, because the program is stopping everything already. */
    public synchronized void stopping() {
        interrupts = false;
        // One that has come a moment ago would only break off what is to be stopped in order.
        Thread.interrupted();
    }

    @Override
    public void close() {
        former.forEach(each -> Signals.unregister(each.kind().name(), each.handler()));
    }
}
