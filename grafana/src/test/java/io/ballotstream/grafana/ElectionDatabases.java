package io.ballotstream.grafana;

import io.ballotstream.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A database for each election that the tests of this module need. Each is filled once. Test classes with this
 * extension get it as a parameter.
 */
final class ElectionDatabases {
    private final Map<String, TestDatabase> databases = new HashMap<>();

    /** Connects with the role that Grafana uses. */
    Connection reader(Moment moment) throws SQLException {
        return reader(moment.databaseName(), moment.scripts(), Map.of());
    }

    /** The time range of 15 minutes before the generated votes, in steps of 10 seconds. */
    TimeRange quarterOfAnHour(Moment moment) throws SQLException {
        try (Connection connection = reader(moment)) {
            Frame created = Frame.of(
                    connection,
                    "SELECT extract(epoch FROM coalesce(max(created_at), 'epoch'))::bigint AS at FROM election");
            Instant end = Instant.ofEpochSecond((Long) created.values("at").get(0));
            return new TimeRange(end.minus(Duration.ofMinutes(15)), end, Duration.ofSeconds(10));
        }
    }

    /** Connects with the role that Grafana uses to a database with 50,000 location totals and a day of windows. */
    Connection readerOfLargeElection(int candidates) throws SQLException {
        return reader("large_" + candidates, List.of("large.sql"), Map.of(":candidates", Integer.toString(candidates)));
    }

    private synchronized Connection reader(String name, List<String> scripts, Map<String, String> parameters)
            throws SQLException {
        return databases
                .computeIfAbsent(name, key -> create(key, scripts, parameters))
                .reader()
                .connect();
    }

    private static TestDatabase create(String name, List<String> scripts, Map<String, String> parameters) {
        TestDatabase database = TestDatabase.migrated(name);
        List<String> statements = new ArrayList<>();
        statements.add("GRANT TEMPORARY ON DATABASE " + name + " TO "
                + database.owner().user());
        for (String script : scripts) {
            String sql = script(script);
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                sql = sql.replace(parameter.getKey(), parameter.getValue());
            }
            statements.add(sql);
        }
        statements.add("VACUUM ANALYZE");
        // In one session, because the scripts share temporary tables.
        database.execute(statements.toArray(String[]::new));
        return database;
    }

    private static String script(String name) {
        try (InputStream stream = ElectionDatabases.class.getResourceAsStream("/elections/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Provides the single instance as a parameter. */
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
                    .computeIfAbsent(ElectionDatabases.class, type -> new ElectionDatabases(), ElectionDatabases.class);
        }
    }
}
