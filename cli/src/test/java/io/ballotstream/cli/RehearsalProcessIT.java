package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalProcessIT {
    private static final String FLINK = "Flink web interface: ";
    private static final String KAFKA = "Kafka: ";
    private static final String POSTGRES = "PostgreSQL: ";
    private static final String BOARD = "Board: ";

    @TempDir
    private Path directory;

    @Test
    void verdictIsTheLastLineAndServicesStayUpUntilCtrlCWhichEndsWithTheVerdictsCode() throws Exception {
        try (CommandProcess rehearsal =
                CommandProcess.start(directory, "rehearse", "--voters", "300", "--rate", "max")) {
            assertThat(rehearsal.awaitLine("AUDIT ")).isEqualTo("AUDIT PASS");

            assertThat(rehearsal.out()).first().asString().startsWith(BOARD + "http://127.0.0.1:");
            assertThat(get(rehearsal.awaitLine(BOARD).substring(BOARD.length()) + "/api/status.json"))
                    .contains("\"phase\":\"complete\"", "\"counted\":300,");
            assertThat(get(rehearsal.awaitLine(FLINK).substring(FLINK.length()) + "/jobs/overview"))
                    .containsPattern("\"name\":\"vote-casting\"[^{]*\"state\":\"RUNNING\"")
                    .containsPattern("\"name\":\"vote-tally\"[^{]*\"state\":\"RUNNING\"");
            assertThat(voters(rehearsal.awaitLine(POSTGRES).substring(POSTGRES.length())))
                    .isEqualTo(300);
            List<InetSocketAddress> services = services(rehearsal);
            services.forEach(RehearsalProcessIT::connect);

            rehearsal.signal("INT");
            rehearsal.signal("INT");

            assertThat(rehearsal.awaitEnd()).isZero();
            assertThat(rehearsal.out()).last().isEqualTo("AUDIT PASS");
            assertThat(rehearsal.out().stream().filter(line -> line.startsWith("AUDIT ")))
                    .hasSize(1);
            assertThat(rehearsal.err()).isEmpty();
            assertNothingIsLeft(rehearsal, services);
        }
    }

    @Test
    void terminationWhileVotersVoteStopsEverythingAndLeavesNothing() throws Exception {
        try (CommandProcess rehearsal =
                CommandProcess.start(directory, "rehearse", "--voters", "20000", "--rate", "200", "--exit")) {
            rehearsal.awaitLine("00:");
            List<InetSocketAddress> services = services(rehearsal);
            services.forEach(RehearsalProcessIT::connect);

            rehearsal.signal("TERM");
            rehearsal.signal("TERM");

            assertThat(rehearsal.awaitEnd()).isEqualTo(143);
            assertThat(rehearsal.out()).noneMatch(line -> line.startsWith("AUDIT "));
            assertThat(rehearsal.err()).containsExactly("Interrupted. All services have been stopped.");
            assertNothingIsLeft(rehearsal, services);
        }
    }

    @Test
    void ctrlCWhileServicesStartLeavesNothing() throws Exception {
        try (CommandProcess rehearsal = CommandProcess.start(directory, "rehearse", "--voters", "300")) {
            rehearsal.awaitLine("Starting PostgreSQL, Kafka and Flink");

            rehearsal.signal("INT");

            assertThat(rehearsal.awaitEnd()).isEqualTo(130);
            assertThat(rehearsal.out()).hasSize(2).first().asString().startsWith(BOARD);
            assertThat(rehearsal.err()).containsExactly("Interrupted. All services have been stopped.");
            assertThat(rehearsal.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void lostDatabaseIsToldInOneSentenceAndTheLogIsKept() throws Exception {
        try (CommandProcess rehearsal =
                CommandProcess.start(directory, "rehearse", "--voters", "20000", "--rate", "2000", "--exit")) {
            rehearsal.awaitLine("00:");
            List<InetSocketAddress> services = services(rehearsal);
            killPostgres(rehearsal);

            assertThat(rehearsal.awaitEnd()).isEqualTo(3);
            assertThat(rehearsal.err()).hasSize(2);
            assertThat(rehearsal.err().get(0)).matches("The log is in ballotstream-\\d{8}-\\d{6}\\.log\\.");
            assertThat(rehearsal.err().get(1)).isNotBlank().doesNotContain("Exception");
            assertThat(rehearsal.out()).noneMatch(line -> line.startsWith("AUDIT "));
            String password = rehearsal.awaitLine(POSTGRES).replaceAll(".*ballotstream:(\\w+)@.*", "$1");
            try (Stream<Path> logs = Files.list(rehearsal.workingDirectory())) {
                assertThat(logs)
                        .singleElement()
                        .satisfies(log -> assertThat(log).content().doesNotContain(password));
            }
            assertNothingIsLeft(rehearsal, services);
        }
    }

    @Test
    void badInputStartsNothing() throws Exception {
        Path results = directory.resolve("results.csv");
        Files.writeString(results, "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Any,minus one\n");
        try (CommandProcess rehearsal = CommandProcess.start(directory, "rehearse", "--results", results.toString())) {
            assertThat(rehearsal.awaitEnd()).isEqualTo(2);
            assertThat(rehearsal.err()).singleElement().asString().startsWith(results + " line 2: ");
            assertThat(rehearsal.out()).isEmpty();
            assertThat(rehearsal.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void machineWhoseNameIsUnknownIsToldBeforeServicesStart() throws Exception {
        Path noNames = Files.createFile(directory.resolve("hosts"));
        try (CommandProcess rehearsal = CommandProcess.startWith(
                List.of("-Djdk.net.hosts.file=" + noNames), directory, "rehearse", "--voters", "100", "--exit")) {
            assertThat(rehearsal.awaitEnd()).isEqualTo(2);
            assertThat(rehearsal.err())
                    .singleElement()
                    .asString()
                    .startsWith("Flink cannot start, because the name of this machine cannot be resolved: add it to"
                            + " /etc/hosts, next to localhost (");
            assertThat(rehearsal.out()).isEmpty();
            assertThat(rehearsal.temporaryFiles()).isEmpty();
        }
    }

    private static void assertNothingIsLeft(CommandProcess rehearsal, List<InetSocketAddress> services)
            throws IOException {
        assertThat(rehearsal.temporaryFiles()).isEmpty();
        assertThat(services)
                .hasSize(3)
                .allSatisfy(
                        service -> assertThatThrownBy(() -> connect(service)).hasCauseInstanceOf(IOException.class));
    }

    private static List<InetSocketAddress> services(CommandProcess rehearsal) {
        String postgres = rehearsal.awaitLine(POSTGRES);
        return Stream.of(
                        rehearsal.awaitLine(FLINK).substring(FLINK.length()),
                        "kafka://" + rehearsal.awaitLine(KAFKA).substring(KAFKA.length()),
                        postgres.substring(POSTGRES.length()))
                .map(URI::create)
                .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                .toList();
    }

    private static void connect(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 5000);
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static void killPostgres(CommandProcess rehearsal) throws IOException {
        Path run = rehearsal.temporaryFiles().get(0);
        String processId =
                Files.readAllLines(run.resolve("postgres/data/postmaster.pid")).get(0);
        ProcessHandle.of(Long.parseLong(processId)).orElseThrow().destroyForcibly();
    }

    private static long voters(String uri) throws Exception {
        URI address = URI.create(uri);
        String[] login = address.getUserInfo().split(":");
        String url = "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
        try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM voters")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
