package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.audit.AuditReport;
import io.ballotstream.cli.screen.Colors;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.store.PostgresAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Attacks by a viewer of the dashboards, who can send any SQL as the reader, during an election. */
class ReaderAttackIT {
    private static final String UNBOUND = "SET default_transaction_read_only = off; SET statement_timeout = 0;"
            + " SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0; SET work_mem = '64MB'";

    private static final List<String> HARM = List.of(
            "SELECT pg_advisory_lock(hashtext('job_runs vote-casting'))",
            "SELECT pg_advisory_lock(7092180218925514753)",
            "SELECT lo_from_bytea(0, decode(repeat('00', 1000000), 'hex'))",
            "CREATE TEMPORARY TABLE filled AS SELECT generate_series(1, 1000000)",
            "SELECT pg_logical_emit_message(true, 'x', repeat('y', 1000000))",
            "LOCK TABLE job_runs IN ACCESS EXCLUSIVE MODE",
            "LOCK TABLE candidate_totals IN SHARE MODE",
            "SELECT FROM job_runs FOR UPDATE",
            "DELETE FROM candidate_totals",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user");

    /** PostgreSQL allows every role to do this. The next start of the seeder reverts the changed settings. */
    private static final List<String> NUISANCE = List.of(
            "SELECT pg_notify('x', repeat('y', 7999)) FROM generate_series(1, 1000)",
            "ALTER ROLE ballotstream_reader SET statement_timeout = 0");

    private final List<Connection> open = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    @Test
    void whateverTheReaderDoesVotesAreCountedAndTheAuditPasses() throws Exception {
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        RehearseCommand command = new RehearseCommand(new Console(silent, silent, Optional.empty(), Colors.NONE));
        new CommandLine(command)
                .parseArgs("--scale=50000", "--rate=300", "--parallelism=1", "--exit", "--source=synthetic");
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        AuditReport report;
        try (RunDirectory directory = RunDirectory.temporary()) {
            RunLog log = RunLog.open(directory.path().resolve("log"));
            try (Services services = Services.start(directory, log, 2)) {
                List<Future<?>> attacks = new ArrayList<>();
                report = new Rehearsal(command.options(), services, new Progress("rehearsal", System::nanoTime))
                        .hold(reader -> attacks.add(attacker.submit(() -> attack(reader))));
                attacks.get(0).get();
            } finally {
                RunLog.close();
                attacker.shutdownNow();
                for (Connection connection : open) {
                    connection.close();
                }
            }
        }

        assertThat(report.passes()).as(report.verdictLine()).isTrue();
        assertThat(refusals).hasSize(HARM.size() + 1).last().asString().contains("too many connections for role");
    }

    private void attack(PostgresAddress reader) {
        try {
            // A transaction that keeps all old row versions, and locks everything that the reader may read in shared
            // mode.
            Connection keeper = reader.connect();
            open.add(keeper);
            execute(keeper, UNBOUND);
            execute(keeper, "BEGIN ISOLATION LEVEL REPEATABLE READ");
            execute(keeper, "LOCK TABLE job_runs, candidate_totals, location_totals IN ACCESS SHARE MODE");
            for (String harm : Stream.concat(HARM.stream(), NUISANCE.stream()).toList()) {
                Connection connection = reader.connect();
                open.add(connection);
                execute(connection, UNBOUND);
                connection.setAutoCommit(false);
                execute(connection, harm);
            }
            while (true) {
                open.add(reader.connect());
            }
        } catch (SQLException refused) {
            refusals.add(refused.getMessage());
        }
    }

    private void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            refusals.add(refused.getMessage());
        }
    }
}
