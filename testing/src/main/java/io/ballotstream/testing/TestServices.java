package io.ballotstream.testing;

import io.ballotstream.embedded.EmbeddedKafkaBroker;
import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The PostgreSQL and the Kafka that all tests of this process share. Each starts when a test first asks for it. Both
 * stop, and their directories are deleted, when the process ends. Thread-safe.
 */
public final class TestServices {
    private static final Shared<EmbeddedPostgresServer> POSTGRES =
            new Shared<>(EmbeddedPostgresServer::startWithoutFsync);
    private static final Shared<EmbeddedKafkaBroker> KAFKA = new Shared<>(EmbeddedKafkaBroker::start);

    private TestServices() {}

    /**
     * PostgreSQL, accepting connections.
     *
     * @throws io.ballotstream.embedded.ServiceStartException if it does not start; the next call tries again
     */
    public static EmbeddedPostgresServer postgres() {
        return POSTGRES.get();
    }

    /**
     * Kafka, accepting requests.
     *
     * @throws io.ballotstream.embedded.ServiceStartException if it does not start; the next call tries again
     */
    public static EmbeddedKafkaBroker kafka() {
        return KAFKA.get();
    }

    private static final class Shared<S extends Closeable> {
        private final Function<RunDirectory, S> start;
        private S service;

        Shared(Function<RunDirectory, S> start) {
            this.start = start;
        }

        synchronized S get() {
            if (service == null) {
                try {
                    RunDirectory run = RunDirectory.temporary();
                    // Before the start, so that a process that ends meanwhile leaves nothing either.
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run)));
                    service = start.apply(run);
                } catch (IOException failure) {
                    throw new UncheckedIOException("The directory of a test service cannot be created.", failure);
                }
            }
            return service;
        }

        private synchronized void stop(RunDirectory run) {
            S started = service;
            try (run;
                    started) {
                service = null;
            } catch (IOException failure) {
                throw new UncheckedIOException("A test service cannot be stopped.", failure);
            }
        }
    }
}
