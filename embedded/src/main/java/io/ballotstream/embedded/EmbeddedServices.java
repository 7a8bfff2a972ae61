package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * PostgreSQL and Kafka, started at the same time and stopped together.
 *
 * <p>The start returns at once: whoever asks for a service waits until it is up. {@link #close()} may be called at any
 * moment and from any thread, a shutdown hook's for instance; it waits for a service that is just starting.
 */
public final class EmbeddedServices implements Closeable {

    private final CompletableFuture<EmbeddedPostgresServer> postgres;
    private final CompletableFuture<EmbeddedKafkaBroker> kafka;

    private EmbeddedServices(RunDirectory run) {
        this.postgres = inBackground("start-postgres", () -> EmbeddedPostgresServer.start(run));
        this.kafka = inBackground("start-kafka", () -> EmbeddedKafkaBroker.start(run));
    }

    /** Begins to start both services in the run's directory, which stays the caller's to close, after these. */
    public static EmbeddedServices start(RunDirectory run) {
        return new EmbeddedServices(run);
    }

    /**
     * PostgreSQL, when it is up.
     *
     * @throws ServiceStartException if it did not start
     */
    public EmbeddedPostgresServer postgres() {
        return whenUp(postgres);
    }

    /**
     * Kafka, when it is up.
     *
     * @throws ServiceStartException if it did not start
     */
    public EmbeddedKafkaBroker kafka() {
        return whenUp(kafka);
    }

    /** Stops Kafka, then PostgreSQL; a service that did not start is passed over. A second call does nothing. */
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
