package io.ballotstream.bench;

import java.lang.ProcessHandle.Info;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The CPU time of everything on a stage since a moment: this process, in which Kafka and Flink run, and all processes of
 * PostgreSQL. The processes are sampled, so the last {@link #INTERVAL_MS} of each process that has ended are missing.
 * Thread-safe.
 */
final class CpuTime implements AutoCloseable {
    private static final long INTERVAL_MS = 500;

    private final ProcessHandle server;
    private final Map<Long, Duration> newest = new HashMap<>();
    private final Duration before;
    private final ScheduledExecutorService sampler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cpu-time"));

    /** Starts to measure. */
    CpuTime(Tables tables) {
        long session = (long) tables.number("SELECT pg_backend_pid()");
        this.server = ProcessHandle.of(session).flatMap(ProcessHandle::parent).orElseThrow();
        this.before = sampled();
        sampler.scheduleWithFixedDelay(this::sampled, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized Duration sampled() {
        Stream.concat(Stream.of(ProcessHandle.current(), server), server.descendants())
                .forEach(process -> {
                    Info info = process.info();
                    info.totalCpuDuration().ifPresent(time -> newest.put(process.pid(), time));
                });
        return newest.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The CPU time until now, in seconds. */
    double seconds() {
        return sampled().minus(before).toMillis() / 1000.0;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
