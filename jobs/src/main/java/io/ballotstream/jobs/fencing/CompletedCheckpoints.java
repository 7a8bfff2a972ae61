package io.ballotstream.jobs.fencing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a run's completed checkpoints on a background thread, so that a slow database does not block the stream. Only
 * the newest checkpoint matters: if recording one fails, the next one replaces it.
 */
final class CompletedCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(CompletedCheckpoints.class);
    private static final long NONE = -1;

    private final OutputOwnership outputs;
    private final String flinkJobId;
    private final AtomicLong newest = new AtomicLong(NONE);
    private final AtomicReference<FencedOutException> fencedOut = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "record completed checkpoints");
        created.setDaemon(true);
        return created;
    });

    CompletedCheckpoints(OutputOwnership outputs, String flinkJobId) {
        this.outputs = outputs;
        this.flinkJobId = flinkJobId;
    }

    /** @throws FencedOutException if recording an earlier checkpoint found that the run is fenced out */
    void add(long checkpointId) throws FencedOutException {
        if (fencedOut.get() != null) {
            throw fencedOut.get();
        }
        if (newest.getAndSet(checkpointId) == NONE) {
            thread.execute(this::record);
        }
    }

    private void record() {
        long checkpointId = newest.getAndSet(NONE);
        try {
            outputs.checkpointCompleted(flinkJobId, checkpointId);
        } catch (FencedOutException e) {
            fencedOut.set(e);
        } catch (Exception e) {
            LOG.warn("Cannot record checkpoint {} in job_runs: {}", checkpointId, e.getMessage());
        }
    }

    /** Waits up to five seconds until the last checkpoint is recorded, and closes the connection. */
    void close() throws InterruptedException {
        thread.execute(this::closeOutputs);
        thread.shutdown();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    private void closeOutputs() {
        try {
            outputs.close();
        } catch (Exception e) {
            LOG.warn("Cannot close the connection for completed checkpoints: {}", e.getMessage());
        }
    }
}
