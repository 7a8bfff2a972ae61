package io.ballotstream.gate;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.WatchedEvent;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.Watcher;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a JobManager when ZooKeeper is back after an outage in which sessions may have ended, so that it is started anew.
 *
 * <p>Otherwise two JobManagers may lead: after a lost session, Curator 5.4.0 takes the node of that session for its own, which
 * ZooKeeper deletes later (docs/known-issues.md). It is certain to be gone before a new process takes part in an election.
 * The watch has a session of its own, with the same timeout. Not thread-safe: ZooKeeper reports events on one thread.
 */
final class SessionWatch implements Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final int EXIT_CODE = 1;
    /** Curator measures the same time from a moment later, so it must not be first to consider a session lost. */
    private static final double SHARE_OF_TIMEOUT = 0.9;

    private final long longestOutageNanos;
    private final LongSupplier nanoTime;
    private final Runnable end;
    private boolean disconnected;
    private long disconnectedAt;

    /**
     * Creates a watch.
     *
     * @param sessionTimeoutMs of the JobManager's session
     * @param nanoTime as {@link System#nanoTime}
     * @param end ends the process
     */
    SessionWatch(long sessionTimeoutMs, LongSupplier nanoTime, Runnable end) {
        this.longestOutageNanos = (long) (TimeUnit.MILLISECONDS.toNanos(sessionTimeoutMs) * SHARE_OF_TIMEOUT);
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /**
     * Starts the watch of this process at the first call, if a JobManager is elected by ZooKeeper.
     *
     * @param configuration of the JobManager
     */
    static void start(Configuration configuration) {
        if (HighAvailabilityMode.fromConfig(configuration) != HighAvailabilityMode.ZOOKEEPER
                || !STARTED.compareAndSet(false, true)) {
            return;
        }
        long timeoutMs = configuration
                .get(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT)
                .toMillis();
        SessionWatch watch = new SessionWatch(
                timeoutMs, System::nanoTime, () -> Runtime.getRuntime().halt(EXIT_CODE));
        try {
            // Never closed: it ends with the process.
            new ZooKeeper(
                    configuration.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM), Math.toIntExact(timeoutMs), watch);
        } catch (IOException failure) {
            LOG.warn("ZooKeeper cannot be watched.", failure);
        }
    }

    @Override
    public void process(WatchedEvent event) {
        switch (event.getState()) {
            case Disconnected -> {
                if (!disconnected) {
                    disconnected = true;
                    disconnectedAt = nanoTime.getAsLong();
                }
            }
            case SyncConnected -> {
                if (disconnected && nanoTime.getAsLong() - disconnectedAt >= longestOutageNanos) {
                    end("ZooKeeper is back after an outage as long as a session.");
                }
                disconnected = false;
            }
            case Expired -> end("The session with ZooKeeper has ended.");
            default -> {}
        }
    }

    private void end(String reason) {
        LOG.error(
                "{} This JobManager ends, so that it takes part in the election anew when it is started again.",
                reason);
        end.run();
    }
}
