package io.ballotstream.jobs.fencing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes completed checkpoints down in the background, so that a slow database holds up no record. Only the newest one
 * matters: a number that could not be written is made good by the next.
 */
final class CheckpointLog {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLog.class);
    private static final long NONE = -1;

    private final RunClaim claim;
    private final AtomicLong newest = new AtomicLong(NONE);
    private final AtomicReference<RunRefusedException> refusal = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "write completed checkpoints");
        created.setDaemon(true);
        return created;
    });

    CheckpointLog(RunClaim claim) {
        this.claim = claim;
    }

    /** @throws RunRefusedException if an earlier checkpoint was refused: another run owns the outputs by now */
    void completed(long checkpointId) throws RunRefusedException {
        if (refusal.get() != null) {
            throw refusal.get();
        }
        if (newest.getAndSet(checkpointId) == NONE) {
            thread.execute(this::write);
        }
    }

    private void write() {
        long checkpointId = newest.getAndSet(NONE);
        try {
            claim.checkpointCompleted(checkpointId);
        } catch (RunRefusedException e) {
            refusal.set(e);
        } catch (Exception e) {
            LOG.warn("Checkpoint {} could not be written down: {}", checkpointId, e.getMessage());
        }
    }

    /** Waits a little for the last number, then releases the claim. */
    void close() throws InterruptedException {
        thread.execute(this::releaseClaim);
        thread.shutdown();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    private void releaseClaim() {
        try {
            claim.release();
        } catch (Exception e) {
            LOG.warn("The claim could not be released: {}", e.getMessage());
        }
    }
}
