package io.ballotstream.testing;

import io.ballotstream.embedded.EmbeddedKafkaBroker;
import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The PostgreSQL and the Kafka that all tests of this process share. Each starts when a test first asks for it. Both
 * stop, and their directory is deleted, when the process ends.
 */
public final class TestServices {
    private static RunDirectory run;
    private static EmbeddedPostgresServer postgres;
    private static EmbeddedKafkaBroker kafka;

    private TestServices() {}

    /** PostgreSQL, accepting connections. */
    public static synchronized EmbeddedPostgresServer postgres() {
        if (postgres == null) {
            postgres = EmbeddedPostgresServer.start(run());
        }
        return postgres;
    }

    /** Kafka, accepting requests. */
    public static synchronized EmbeddedKafkaBroker kafka() {
        if (kafka == null) {
            kafka = EmbeddedKafkaBroker.start(run());
        }
        return kafka;
    }

    private static RunDirectory run() {
        if (run == null) {
            try {
                run = RunDirectory.temporary();
            } catch (IOException failure) {
                throw new UncheckedIOException("The directory of the test services cannot be created.", failure);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(TestServices::stop, "stop-test-services"));
        }
        return run;
    }

    private static synchronized void stop() {
        RunDirectory directory = run;
        EmbeddedPostgresServer server = postgres;
        EmbeddedKafkaBroker broker = kafka;
        // They are closed in reverse order, and each of them even if another one fails.
        try (directory;
                server;
                broker) {
            // Nothing is left to do but that.
        } catch (IOException failure) {
            throw new UncheckedIOException("The test services cannot be stopped.", failure);
        }
    }
}
