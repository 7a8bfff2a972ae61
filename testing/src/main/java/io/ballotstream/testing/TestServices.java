package io.ballotstream.testing;

import io.ballotstream.embedded.EmbeddedKafkaBroker;
import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The PostgreSQL and the Kafka that all tests of this process share. Each starts at its first use. When the process
 * ends, both stop and their directories are deleted. Thread-safe.
 */
public final class TestServices {
    private static final Shared<EmbeddedPostgresServer> POSTGRES =
            new Shared<>(EmbeddedPostgresServer::startWithoutFsync);
    private static final Shared<EmbeddedKafkaBroker> KAFKA = new Shared<>(EmbeddedKafkaBroker::start);

    private TestServices() {}

    /**
     * Returns PostgreSQL. The first call starts it.
     *
     * @return a server that accepts connections
     * @throws io.ballotstream.embedded.ServiceStartException if it does not start; the next call tries again
     */
    public static EmbeddedPostgresServer postgres() {
        return POSTGRES.get();
    }

    /**
     * Returns Kafka. The first call starts it.
     *
     * @return a broker that accepts requests
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
                    // Before the start, so that a process that ends during the start leaves nothing behind.
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
