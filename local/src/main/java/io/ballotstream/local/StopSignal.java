package io.ballotstream.local;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an interruption of the thread that runs the program, and holds the end of the
 * process back until that thread has stopped everything. Further signals change nothing.
 *
 * <p>The process then ends with 128 and the signal's number, as Java does it; once there is a verdict, with its code.
 */
public final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Thread program;
    private final Thread hook;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean interrupts = true;
    private volatile OptionalInt verdict = OptionalInt.empty();

    private StopSignal(Thread program) {
        this.program = program;
        this.hook = new Thread(this::stop, "stop-on-signal");
    }

    /** Interrupts the calling thread when a signal comes, until closed. */
    public static StopSignal interruptsThisThread() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** From now on the process ends with this code, also on a signal. */
    void verdict(int exitCode) {
        verdict = OptionalInt.of(exitCode);
    }

    /** From now on a signal does not interrupt, because the program is stopping everything already. */
    synchronized void stopping() {
        interrupts = false;
        // One that has come a moment ago would only break off what is to be stopped in order.
        Thread.interrupted();
    }

    private synchronized void interrupt() {
        if (interrupts) {
            program.interrupt();
        }
    }

    /** Everything is stopped; the process may end. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook has done its work.
        }
    }

    private void stop() {
        try {
            interrupt();
            stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        // The only way to another code than the signal's. All other hooks belong to libraries that are closed by now.
        verdict.ifPresent(Runtime.getRuntime()::halt);
    }
}
