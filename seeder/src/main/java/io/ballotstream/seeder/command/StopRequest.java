package io.ballotstream.seeder.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Passes a request to stop (Ctrl-C, SIGTERM) on to a working thread, so that it can abort its Kafka transaction. The
 * process ends when the thread has done so, or after a few seconds.
 */
final class StopRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private StopRequest(Thread worker) {
        this.hook = new Thread(() -> stop(worker), "stop-seeding");
    }

    /** Until it is closed, a request to stop interrupts the worker. */
    static StopRequest interrupting(Thread worker) {
        StopRequest request = new StopRequest(worker);
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            // Does not wait for the end of the thread, which may itself wait for the end of the process.
            done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // The process ends anyway.
        }
    }

    /** To be called when the worker has finished. */
    void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending, and the hook has run.
        }
    }
}
