package io.ballotstream.cli;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.embedded.ServiceStartException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * PostgreSQL, Kafka and Flink, started at the same time in one run directory.
 *
 * <p>Starting returns at once; the getters wait until a service is available. {@link #close()} may be called at any
 * time. It waits for services that are starting, then stops Flink, Kafka and PostgreSQL in this order.
 */
public final class Services implements Closeable {
    private final EmbeddedServices embedded;
    private final CompletableFuture<FlinkCluster> flink;

    private Services(EmbeddedServices embedded, CompletableFuture<FlinkCluster> flink) {
        this.embedded = embedded;
        this.flink = flink;
    }

    /**
     * Starts all services in the background.
     *
     * @param run directory for the files of all services
     * @param log shown by Flink's web interface
     * @param slots of Flink, for parallel subtasks
     * @return the services, which may not be available yet
     */
    public static Services start(RunDirectory run, RunLog log, int slots) {
        CompletableFuture<FlinkCluster> flink = CompletableFuture.supplyAsync(
                () -> startFlink(run, log, slots), task -> new Thread(task, "start-flink").start());
        return new Services(EmbeddedServices.start(run), flink);
    }

    private static FlinkCluster startFlink(RunDirectory run, RunLog log, int slots) {
        try {
            return FlinkCluster.start(run.path().resolve("flink"), log.file(), slots);
        } catch (InterruptedException interrupted) {
            throw new ServiceFailedException("The start of Flink was interrupted.", interrupted);
        }
    }

    /**
     * Flink. Waits until it is available.
     *
     * @return a cluster that accepts jobs
     * @throws ServiceFailedException if it did not start
     */
    public FlinkCluster flink() {
        try {
            return flink.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof ServiceFailedException known
                    ? known
                    : new ServiceFailedException("Flink cannot be started: " + RootCause.sentence(failure), failure);
        }
    }

    /**
     * The address of Kafka. Waits until it is available.
     *
     * @return {@code HOST:PORT}
     * @throws ServiceFailedException if it did not start
     */
    public String kafka() {
        try {
            return embedded.kafka().bootstrapServers();
        } catch (ServiceStartException failure) {
            throw new ServiceFailedException(failure.getMessage(), failure);
        }
    }

    /**
     * The database. Waits until it is available.
     *
     * @return the address with the owner's login
     * @throws ServiceFailedException if it did not start
     */
    public PostgresAddress postgres() {
        EmbeddedPostgresServer server = server();
        return new PostgresAddress(server.jdbcUrl(), server.user(), server.password());
    }

    /** The URL of the database for psql, with the owner's password. Only for the screen. */
    String postgresUri() {
        return server().uri();
    }

    private EmbeddedPostgresServer server() {
        try {
            return embedded.postgres();
        } catch (ServiceStartException failure) {
            throw new ServiceFailedException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            FlinkCluster started = flink.exceptionally(failure -> null).join();
            if (started != null) {
                started.close();
            }
        } finally {
            embedded.close();
        }
    }
}
