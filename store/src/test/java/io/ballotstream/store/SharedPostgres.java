package io.ballotstream.store;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The PostgreSQL that all tests of this module share. It starts with the first test, and stops with the process. */
public final class SharedPostgres {
    private static EmbeddedPostgresServer server;

    private SharedPostgres() {}

    static synchronized EmbeddedPostgresServer server() {
        if (server == null) {
            try {
                RunDirectory run = RunDirectory.temporary();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run)));
                server = EmbeddedPostgresServer.startWithoutFsync(run);
            } catch (IOException failure) {
                throw new UncheckedIOException("PostgreSQL's directory cannot be created.", failure);
            }
        }
        return server;
    }

    private static synchronized void stop(RunDirectory run) {
        EmbeddedPostgresServer started = server;
        try (run;
                started) {
            server = null;
        } catch (IOException failure) {
            throw new UncheckedIOException("The tests' PostgreSQL cannot be stopped.", failure);
        }
    }

    /** A new database without tables, with the login of its owner. */
    public static PostgresAddress database(String name) {
        return new PostgresAddress(server().createDatabase(name).jdbcUrl(), server().user(), server().password());
    }
}
