package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static EmbeddedServices shared;

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
     * The services that all tests of this process share. They are up; they stop, and their directory goes, when the
     * process ends.
     *
     * @throws ServiceStartException if one of them did not start
     */
    public static synchronized EmbeddedServices shared() {
        if (shared == null) {
            shared = startForThisProcess();
        }
        return shared;
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
            throw new ServiceStartException(failure.getCause().getMessage(), failure.getCause());
        }
    }

    private static <S> CompletableFuture<S> inBackground(String name, Supplier<S> start) {
        return CompletableFuture.supplyAsync(start, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static EmbeddedServices startForThisProcess() {
        try {
            RunDirectory run = RunDirectory.temporary();
            EmbeddedServices services = start(run);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(services, run), "stop-embedded-services"));
            services.postgres();
            services.kafka();
            return services;
        } catch (IOException failure) {
            throw new ServiceStartException("The directory of the embedded services cannot be created.", failure);
        }
    }

    private static void close(EmbeddedServices services, RunDirectory run) {
        try (run) {
            services.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
