package io.ballotstream.grafana;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.PGConnection;

/**
 * One PostgreSQL for all tests of this module, with a database for each election they look at. A test class that
 * declares this extension is handed it as a parameter.
 */
final class ElectionDatabases implements AutoCloseable {
    private static final String PASSWORD = "reader";

    private final RunDirectory run;
    private final EmbeddedPostgresServer server;
    private final Map<String, PostgresAddress> readers = new HashMap<>();

    private ElectionDatabases() throws IOException {
        run = RunDirectory.temporary();
        server = EmbeddedPostgresServer.start(run);
    }

    /** Connects as the role that Grafana uses. */
    Connection reader(Moment moment) throws SQLException {
        return reader(moment.databaseName(), moment.scripts(), Map.of());
    }

    /** The quarter of an hour before the election's votes were made up, in steps of 10 seconds. */
    TimeRange quarterOfAnHour(Moment moment) throws SQLException {
        try (Connection connection = reader(moment)) {
            Frame created = Frame.of(
                    connection,
                    "SELECT extract(epoch FROM coalesce(max(created_at), 'epoch'))::bigint AS at FROM election");
            Instant end = Instant.ofEpochSecond((Long) created.values("at").get(0));
            return new TimeRange(end.minus(Duration.ofMinutes(15)), end, Duration.ofSeconds(10));
        }
    }

    /** Connects as the role that Grafana uses, to 50,000 location totals and a day of windows. */
    Connection readerOfLargeElection(int candidates) throws SQLException {
        return reader("large_" + candidates, List.of("large.sql"), Map.of(":candidates", Integer.toString(candidates)));
    }

    private synchronized Connection reader(String name, List<String> scripts, Map<String, String> parameters)
            throws SQLException {
        PostgresAddress reader = readers.get(name);
        if (reader == null) {
            reader = create(name, scripts, parameters);
            readers.put(name, reader);
        }
        return reader.connect();
    }

    private PostgresAddress create(String name, List<String> scripts, Map<String, String> parameters)
            throws SQLException {
        PostgresDatabase database = server.createDatabase(name);
        PostgresAddress owner = new PostgresAddress(database.jdbcUrl(), server.user(), server.password());
        Schema.migrate(owner);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT TEMPORARY ON DATABASE " + name + " TO " + server.user());
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(Schema.READER, PASSWORD.toCharArray(), "scram-sha-256");
            for (String script : scripts) {
                String sql = script(script);
                for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                    sql = sql.replace(parameter.getKey(), parameter.getValue());
                }
                statement.execute(sql);
            }
            statement.execute("VACUUM ANALYZE");
        }
        return new PostgresAddress(database.jdbcUrl(), Schema.READER, PASSWORD);
    }

    private static String script(String name) {
        try (InputStream stream = ElectionDatabases.class.getResourceAsStream("/elections/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        run.close();
    }

    /** Hands out the one instance, and stops it after the last test of the run. */
    static final class Extension implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Extension.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ElectionDatabases.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(ElectionDatabases.class, type -> start(), ElectionDatabases.class);
        }

        private static ElectionDatabases start() {
            try {
                return new ElectionDatabases();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
