package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

class EmbeddedPostgresServerIT {

    @TempDir
    static Path parent;

    private static RunDirectory run;
    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.temporaryIn(parent);
        server = EmbeddedPostgresServer.start(run);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        run.close();
    }

    @Test
    void theServerIsPostgres18() throws Exception {
        assertThat(value(server.database(), "SHOW server_version")).startsWith("18.");
    }

    @Test
    void theAddressIsOnLoopbackOnly() throws Exception {
        assertThat(server.host()).isEqualTo("127.0.0.1");
        assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + server.port() + "/ballotstream");
        assertThat(value(server.database(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void uriConnectsAndNeedsNoEscaping() {
        assertThat(server.password()).matches("[A-Za-z0-9]{24}");
        assertThat(server.uri())
                .isEqualTo("postgresql://ballotstream:" + server.password() + "@127.0.0.1:" + server.port()
                        + "/ballotstream");
    }

    @Test
    void textFormOfTheAddressOmitsThePassword() {
        assertThat(server.database())
                .hasToString("postgresql://ballotstream@127.0.0.1:" + server.port() + "/ballotstream");
    }

    @Test
    void ownerHasLoginAndCreateroleButIsNoSuperuser() throws Exception {
        assertThat(value(
                        server.database(),
                        "SELECT rolcanlogin || ' ' || rolcreaterole || ' ' || rolsuper || ' ' || rolcreatedb"
                                + " FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("true true false false");
        assertThat(value(
                        server.database(),
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("ballotstream");
    }

    @Test
    void durabilitySettingsAreTheDefaults() throws Exception {
        assertThat(value(server.database(), "SHOW fsync")).isEqualTo("on");
        assertThat(value(server.database(), "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(value(server.database(), "SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void textInAnyScriptIsStored() throws Exception {
        assertThat(value(server.database(), "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(value(server.database(), "SELECT upper('žluťoučký') || ' محمد 投票'"))
                .isEqualTo("ŽLUŤOUČKÝ محمد 投票");
    }

    @Test
    void aClientWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), null))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("no password was provided");
    }

    @Test
    void aClientWithAWrongPasswordIsRefused() {
        for (String role : List.of(server.user(), "postgres")) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), role, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void everyConnectionNeedsAPassword() throws Exception {
        try (Stream<String> lines = Files.lines(run.path().resolve("postgres/data/pg_hba.conf"))) {
            assertThat(lines.filter(line -> !line.isBlank() && !line.startsWith("#")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("scram-sha-256"));
        }
    }

    @Test
    void serverRunsWithoutTheRightsOfRoot() throws Exception {
        Path status = Path.of("/proc", Long.toString(processIdIn(run.path())), "status");
        assumeTrue(Files.exists(status), "only Linux has this file");

        // In its own user namespace, root has no capabilities outside of it.
        assertThat(Files.readAllLines(status)).contains("CapEff:\t0000000000000000");
    }

    @Test
    void passwordIsNeitherInArgumentsNorInLogs() throws Exception {
        ProcessHandle process = ProcessHandle.of(processIdIn(run.path())).orElseThrow();
        assertThat(process.info().arguments().orElseThrow())
                .isNotEmpty()
                .noneMatch(EmbeddedPostgresServerIT::containsPassword);
        for (String log : List.of("server.log", "programs.log")) {
            assertThat(run.path().resolve("postgres").resolve(log)).content().matches(text -> !containsPassword(text));
        }
        assertThat(run.path().resolve("postgres/password")).doesNotExist();
    }

    private static boolean containsPassword(String text) {
        return text.contains(server.password());
    }

    @Test
    void eachServerHasItsOwnPassword() throws Exception {
        try (RunDirectory otherRun = RunDirectory.temporaryIn(parent);
                EmbeddedPostgresServer other = EmbeddedPostgresServer.start(otherRun)) {
            assertThat(other.password()).isNotEqualTo(server.password()).matches("[A-Za-z0-9]{24}");
            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(value(other.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void createdDatabaseIsEmptyAndBelongsToTheOwner() throws Exception {
        PostgresDatabase further = server.createDatabase("further");
        execute(further, "CREATE TABLE votes (vote int)");

        PostgresDatabase anew = server.createDatabase("further");

        assertThat(anew.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + server.port() + "/further");
        assertThat(value(anew, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(value(anew, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("ballotstream");
    }

    @Test
    void rolesAreSharedByAllDatabases() throws Exception {
        PostgresDatabase first = server.createDatabase("first");
        PostgresDatabase second = server.createDatabase("second");

        execute(first, "CREATE ROLE teller LOGIN");

        execute(second, "CREATE TABLE board (votes bigint)");
        execute(second, "GRANT SELECT ON board TO teller");
        execute(second, "ALTER ROLE teller CONNECTION LIMIT 5");
        assertThat(value(second, "SELECT rolconnlimit FROM pg_roles WHERE rolname = 'teller'"))
                .isEqualTo("5");
    }

    @Test
    void databaseNameThatNeedsQuotesIsRefused() {
        assertThatThrownBy(() -> server.createDatabase("a; DROP"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The name of a database must be lower-case letters, digits and underscores, but is a; DROP.");
    }

    @Test
    void closeLeavesNoProcessAndNoDirectory() throws Exception {
        RunDirectory closing = RunDirectory.temporaryIn(parent);
        EmbeddedPostgresServer started = EmbeddedPostgresServer.start(closing);
        ProcessHandle process = ProcessHandle.of(processIdIn(closing.path())).orElseThrow();
        // A connected client does not delay the stop.
        Connection client = connect(started.database());

        started.close();
        closing.close();

        await().until(() -> !process.isAlive());
        assertThat(closing.path()).doesNotExist();
        assertThat(client.isValid(1)).isFalse();
        started.close();
    }

    @Test
    void closingTheDirectoryStopsItsServer() throws Exception {
        RunDirectory closing = RunDirectory.temporaryIn(parent);
        EmbeddedPostgresServer.start(closing);
        ProcessHandle process = ProcessHandle.of(processIdIn(closing.path())).orElseThrow();

        closing.close();

        await().until(() -> !process.isAlive());
        assertThat(closing.path()).doesNotExist();
    }

    @Test
    void keptRunKeepsItsDataAfterACleanStop() throws Exception {
        Path kept = parent.resolve("kept with spaces");
        Path data;
        try (RunDirectory keptRun = RunDirectory.kept(kept);
                EmbeddedPostgresServer started = EmbeddedPostgresServer.start(keptRun)) {
            assertThat(value(started.database(), "SELECT 1")).isEqualTo("1");
            data = keptRun.path().resolve("postgres/data");
        }

        assertThat(data.resolve("PG_VERSION")).hasContent("18");
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        assertThat(data.resolveSibling("server.log")).content().contains("database system is shut down");
    }

    @Test
    void startRetriesWithAnotherPortIfTheFirstIsTaken() throws Exception {
        try (RunDirectory raced = RunDirectory.temporaryIn(parent);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PostgresCluster cluster = cluster(raced);
            Queue<Integer> ports = new ArrayDeque<>(List.of(taken.getLocalPort(), taken.getLocalPort()));

            int port = cluster.start(() -> ports.isEmpty() ? PostgresCluster.freePort() : ports.remove());

            assertThat(ports).isEmpty();
            assertThat(port).isNotEqualTo(taken.getLocalPort());
            assertThat(PostgresProcess.in(raced.path().resolve("postgres/data")))
                    .isPresent();
        }
    }

    @Test
    void failedStartReportsTheServersLog() throws Exception {
        try (RunDirectory failing = RunDirectory.temporaryIn(parent)) {
            PostgresCluster cluster = cluster(failing);

            assertThatThrownBy(() -> cluster.start(() -> 99999))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageStartingWith(
                            "PostgreSQL does not start in " + failing.path().resolve("postgres/data"))
                    .hasMessageContaining("99999 is outside the valid range");
        }
    }

    private static PostgresCluster cluster(RunDirectory directory) throws IOException, InterruptedException {
        Path postgres = Files.createDirectory(directory.path().resolve("postgres"));
        return PostgresCluster.create(
                postgres, UnprivilegedAccount.choose(postgres), "secret", PostgresCluster.WITHOUT_FSYNC);
    }

    static long processIdIn(Path directory) {
        return PostgresProcess.in(directory.resolve("postgres/data"))
                .orElseThrow()
                .processId();
    }

    static String value(PostgresDatabase database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
