package io.ballotstream.store.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import io.ballotstream.store.Schema;
import io.ballotstream.store.SharedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesIT {
    private static final String EARLIER_VERSION = "9";

    @TempDir
    private Path directory;

    @Test
    void rowsOfAnEarlierReleaseAreRestoredAndItsTablesUpgraded() throws Exception {
        PostgresAddress earlier = SharedPostgres.database("tables_of_earlier_release");
        Schema.migrateTo(earlier, EARLIER_VERSION);
        assertThat(Schema.version(earlier)).isEqualTo(EARLIER_VERSION);
        execute(earlier, "INSERT INTO locations (location) VALUES ('Ōsaka\t1'), ('St. John''s')");
        execute(earlier, """
                INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)
                VALUES ('c-1', E'back\\\\slash', 'Party', '#1f5fa8', 1)""");
        execute(earlier, "INSERT INTO ballot_plan VALUES (E'Ōsaka\t1', 'c-1', 7)");
        TableFiles.write(earlier, directory);

        PostgresAddress later = SharedPostgres.database("tables_of_later_release");
        Schema.migrateTo(later, EARLIER_VERSION);
        TableFiles.read(later, directory);
        Schema.migrate(later);

        assertThat(strings(later, "SELECT location || weight FROM ballot_plan")).containsExactly("Ōsaka\t17");
        assertThat(strings(later, "SELECT candidate_name FROM candidates"))
                .isEqualTo(strings(earlier, "SELECT candidate_name FROM candidates"));
        assertThat(strings(later, "SELECT location FROM locations"))
                .containsExactlyInAnyOrder("Ōsaka\t1", "St. John's");
    }

    private static void execute(PostgresAddress database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(PostgresAddress database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return Rows.list(connection, query, row -> row.getString(1));
        }
    }
}
