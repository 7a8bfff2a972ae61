package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Generates the tables of {@code docs/topics-and-tables.md} from the migrations, and compares them with the page. */
class TablesPageIT {
    private static final Path PAGE = Path.of("../docs/topics-and-tables.md");
    private static final Path GENERATED = Path.of("target/topics-and-tables.md");
    private static final String HEADING = "# Tables and views\n";

    private static final String RELATIONS = """
            SELECT oid, relname, relkind = 'v', obj_description(oid, 'pg_class')
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname <> 'flyway_schema_history'
            ORDER BY relkind, relname
            """;
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum)
            FROM pg_attribute
            WHERE attrelid =\s
            """;

    @Test
    void pageDescribesTheTablesOfTheMigrations() throws Exception {
        PostgresAddress database = SharedPostgres.database("documented");
        Schema.migrate(database);
        String before = Files.readString(PAGE).split(HEADING, 2)[0];
        String page = before + HEADING + tables(database);
        Files.writeString(GENERATED, page);

        assertThat(Files.readString(PAGE))
                .as("docs/topics-and-tables.md; to renew it: cp store/target/topics-and-tables.md docs/")
                .isEqualTo(page);
    }

    private static String tables(PostgresAddress database) throws SQLException {
        StringBuilder page = new StringBuilder("""

                Generated from the migrations. The jobs use the role `ballotstream_writer`, the board and the dashboards use `ballotstream_reader`.
                Only the owner can read `voters`. Only the owner and the jobs can read `ballot_plan`.
                """);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet relation = statement.executeQuery(RELATIONS)) {
            while (relation.next()) {
                page.append("\n## ")
                        .append(relation.getBoolean(3) ? "View `" : "Table `")
                        .append(relation.getString(2))
                        .append("`\n\n");
                String comment = relation.getString(4);
                if (comment != null) {
                    page.append(comment).append("\n\n");
                }
                page.append("| column | type | |\n|---|---|---|\n").append(columns(connection, relation.getLong(1)));
            }
        }
        return page.toString();
    }

    private static String columns(Connection connection, long relation) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet column = statement.executeQuery(
                        COLUMNS + relation + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            while (column.next()) {
                String comment = column.getString(3) == null ? "" : column.getString(3);
                rows.append("| `" + column.getString(1) + "` | " + column.getString(2) + " | "
                        + comment.replace("|", "\\|") + " |\n");
            }
        }
        return rows.toString();
    }
}
