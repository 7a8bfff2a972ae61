package io.ballotstream.seeder.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Passes a request to stop (Ctrl-C, SIGTERM) on to a thread that is at work, so that it can end its Kafka transaction:
 * the process goes when it has, or after a few seconds.
 */
final class StopRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private StopRequest(Thread worker) {
        this.hook = new Thread(() -> stop(worker), "stop-seeding");
    }

    /** From now until closed, a request to stop interrupts the worker. */
    static StopRequest interrupting(Thread worker) {
        StopRequest request = new StopRequest(worker);
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            // Not for the thread's end: it may wait for the process to end itself.
            done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // The process ends in any case.
        }
    }

    /** The worker is done. */
    void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook has done its work.
        }
    }
}
