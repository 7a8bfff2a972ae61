package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.store.Connections;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditCommandIT {
    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static String resultsFile;
    private static Path otherFile;

    /** The bundled file. */
    private Path known = otherFile;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void publish() throws Exception {
        database = TestDatabase.migrated("audit_command");
        resultsFile = SmallElection.resultsFile(directory).toString();
        otherFile = directory.resolve("other.csv");
        Files.writeString(otherFile, "location,latitude,longitude,candidate,party,votes\nA,,,B,C,1\n");
        TestBroker.recreateTopics(Broker.PARTITIONS);
        SmallElection.publish();
    }

    @BeforeEach
    void fillTables() {
        SmallElection.fillTables(database, Path.of(resultsFile));
    }

    @Test
    void consistentElectionPassesWithExitCodeZero() {
        assertThat(run("--results", resultsFile)).isZero();

        assertThat(out.toString()).endsWith("\nAUDIT PASS\n").doesNotContain("\u001B");
        assertThat(out.toString().lines().filter(line -> line.startsWith("AUDIT ")))
                .hasSize(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void faultFailsWithItsRulesAndExitCodeOne() {
        database.execute("UPDATE candidate_totals SET votes = votes + 1 WHERE candidate_id = 'c1'");

        assertThat(run()).isEqualTo(1);

        assertThat(out.toString()).endsWith("\nAUDIT FAIL R4 R5\n").contains("not checked");
    }

    @Test
    void jsonGoesToStdoutAndTheVerdictToStderr() throws IOException {
        assertThat(run("--json", "--results", resultsFile)).isZero();

        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("verdict").asText()).isEqualTo("AUDIT PASS");
        assertThat(document.get("rules")).hasSize(7);
        assertThat(err.toString().lines()).containsExactly("AUDIT PASS");
    }

    @Test
    void timeoutOfWaitNamesWhatIsMissingAndFails() {
        assertThat(run("--wait", "0s", "--results", resultsFile)).isEqualTo(1);

        assertThat(out.toString().lines().toList())
                .anyMatch(line -> line.startsWith("Not drained: vote-casting has not read all of voters_topic"))
                .anyMatch(line -> line.startsWith("Not drained: vote-tally has not read all of votes_topic"))
                .endsWith("AUDIT FAIL");
    }

    @Test
    void simulatedElectionIsComparedOnlyWithItsPlan() {
        database.execute("UPDATE election SET results_sha256 = NULL");

        assertThat(run()).isZero();

        assertThat(out.toString())
                .contains("ballot plan")
                .doesNotContain("results file")
                .endsWith("\nAUDIT PASS\n");
    }

    @Test
    void auditCanPassWithoutRulesThatAreLeftOut() {
        assertThat(run("--without", "R6")).isZero();

        assertThat(out.toString()).contains("left out").endsWith("\nAUDIT PASS\n");
    }

    @Test
    void electionFromAnUnknownFileIsIncomplete() {
        assertThat(run()).isEqualTo(1);

        assertThat(out.toString()).contains("- not checked: ").endsWith("\nAUDIT INCOMPLETE R6\n");
    }

    @Test
    void electionFromABundledFileIsComparedWithItByDefault() {
        known = Path.of(resultsFile);

        assertThat(run()).isZero();

        assertThat(out.toString()).endsWith("\nAUDIT PASS\n").doesNotContain("not checked");
    }

    @Test
    void fileOfAnotherElectionIsRefused() {
        assertThat(failureOf("--results", otherFile.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--results " + otherFile + ": this is not the file that the election was seeded from.");
    }

    @Test
    void resultsFileOfASimulatedElectionIsRefused() {
        database.execute("UPDATE election SET results_sha256 = NULL");

        assertThat(failureOf("--results", resultsFile))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--results " + resultsFile
                        + ": this election is simulated and was not seeded from a results file.");
    }

    @Test
    void databaseThatCannotBeReachedIsNamedWithoutThePassword() throws IOException {
        String url = "postgresql://somebody:secret@127.0.0.1:" + freePort() + "/ballotstream";

        assertThat(failureOf("--postgres", url))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("PostgreSQL at jdbc:" + url.replace("somebody:secret@", "")
                        + " as somebody cannot be reached.");
    }

    @Test
    void brokerThatCannotBeReachedIsNamed() throws IOException {
        String kafka = "127.0.0.1:" + freePort();

        assertThat(failureOf("--kafka", kafka))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("Kafka at " + kafka + " does not answer.");
    }

    @Test
    void databaseWithoutTablesIsNamed() {
        TestDatabase empty = TestDatabase.empty("audit_without_tables");

        assertThat(failureOf("--postgres", empty.owner().jdbcUrl()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("PostgreSQL at " + empty
                        + " does not contain Ballotstream's tables: create them with `ballotstream seed`.");
    }

    @Test
    void databaseWithoutAnElectionIsNamed() {
        database.execute("TRUNCATE election CASCADE");

        assertThat(failureOf())
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage(
                        "PostgreSQL at " + database + " contains no election: create one with `ballotstream seed`.");
    }

    @Test
    void wrongPasswordIsNotRepeated() {
        String url =
                database.owner().jdbcUrl().replace("//", "//" + database.owner().user() + ":secret@");

        assertThat(failureOf("--postgres", url))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("PostgreSQL at " + database + " failed: ")
                .message()
                .doesNotContain("secret");
    }

    private int run(String... arguments) {
        return command().execute(arguments);
    }

    private Exception failureOf(String... arguments) {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        int exitCode = command()
                .setExecutionExceptionHandler((failure, command, result) -> {
                    thrown.set(failure);
                    return 99;
                })
                .execute(arguments);
        assertThat(exitCode).isEqualTo(99);
        assertThat(out.toString()).isEmpty();
        return thrown.get();
    }

    private CommandLine command() {
        Connections connections = new Connections(Map.of(
                "BALLOTSTREAM_KAFKA",
                TestBroker.address(),
                "BALLOTSTREAM_POSTGRES_URL",
                database.owner().jdbcUrl(),
                "BALLOTSTREAM_POSTGRES_USER",
                database.owner().user(),
                "BALLOTSTREAM_POSTGRES_PASSWORD",
                database.owner().password()));
        return new CommandLine(new AuditCommand(
                        connections,
                        sha256 -> Optional.of(ResultsFile.read(known))
                                .filter(file -> file.sha256().equals(sha256))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    /** A port on which nothing listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
