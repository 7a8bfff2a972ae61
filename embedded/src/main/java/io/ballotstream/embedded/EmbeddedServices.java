package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * PostgreSQL and Kafka, started in parallel and stopped together. Thread-safe.
 *
 * <p>The start runs in the background; {@link #postgres()} and {@link #kafka()} wait for it. Any thread, for example a
 * shutdown hook, may call {@link #close()} at any time. It waits for a start that has not finished.
 */
public final class EmbeddedServices implements Closeable {

    private final CompletableFuture<EmbeddedPostgresServer> postgres;
    private final CompletableFuture<EmbeddedKafkaBroker> kafka;

    private EmbeddedServices(RunDirectory run) {
        this.postgres = inBackground("start-postgres", () -> EmbeddedPostgresServer.start(run));
        this.kafka = inBackground("start-kafka", () -> EmbeddedKafkaBroker.start(run));
    }

    /**
     * Starts both services in the background.
     *
     * @param run the directory of the services; the caller closes it, after the services
     * @return the services
     */
    public static EmbeddedServices start(RunDirectory run) {
        return new EmbeddedServices(run);
    }

    /**
     * Waits for PostgreSQL.
     *
     * @return a server that accepts connections
     * @throws ServiceStartException if it did not start
     */
    public EmbeddedPostgresServer postgres() {
        return whenUp(postgres);
    }

    /**
     * Waits for Kafka.
     *
     * @return a broker that accepts requests
     * @throws ServiceStartException if it did not start
     */
    public EmbeddedKafkaBroker kafka() {
        return whenUp(kafka);
    }

    /** Stops Kafka, then PostgreSQL. Skips a service that did not start. A second call does nothing. */
    @Override
    public void close() throws IOException {
        try {
            closeIfUp(kafka);
        } finally {
            closeIfUp(postgres);
        }
    }

    private static <S extends Closeable> void closeIfUp(CompletableFuture<S> service) throws IOException {
        S started = service.exceptionally(failure -> null).join();
        if (started != null) {
            started.close();
        }
    }

    private static <S> S whenUp(CompletableFuture<S> service) {
        try {
            return service.join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause();
            // Anything else, a missing class for instance, may have no message.
            throw new ServiceStartException(
                    cause instanceof ServiceStartException
                            ? cause.getMessage()
                            : "A service cannot be started: " + cause,
                    cause);
        }
    }

    private static <S> CompletableFuture<S> inBackground(String name, Supplier<S> start) {
        return CompletableFuture.supplyAsync(start, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }
}
