package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on Flink's REST API by somebody who can reach its port, or by a page in the operator's browser. */
class FlinkAttackIT {
    private static final String PLAN = "a serialized plan, which Flink would deserialize";

    @TempDir
    private static Path directory;

    private static FlinkCluster cluster;
    private static RunningJob job;
    private static String jobId;
    private static String host;

    @BeforeAll
    static void start() throws Exception {
        cluster = FlinkCluster.start(directory, directory.resolve("log"), 2);
        host = cluster.webInterface().getAuthority();
        StreamExecutionEnvironment environment = cluster.environment("test", 1);
        environment.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
        job = cluster.submit("endless", environment);
        String overview = send("GET /jobs/overview", host, "", "");
        jobId = overview.replaceFirst("(?s).*\"jid\":\"([0-9a-f]{32})\".*", "$1");
        assertThat(jobId).hasSize(32);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** The complete response to a request; headers are unchanged, each with its line break. */
    private static String send(String methodAndPath, String hostHeader, String headers, String body)
            throws IOException {
        URI address = cluster.webInterface();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = methodAndPath + " HTTP/1.1\r\nHost: " + hostHeader
                    + "\r\nConnection: close\r\nContent-Length: " + content.length + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 403 ");
        assertThat(job.failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://attacker.example\r\n", "Origin: null\r\n", ""})
    void planThatIsPostedRunsNoCode(String origin) throws IOException {
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{\"jobGraphFileName\":\"plan\"}\r\n"
                        + "--x\r\nContent-Disposition: form-data; name=\"file_0\"; filename=\"plan\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n" + PLAN + "\r\n--x--\r\n";

        assertRefused(send("POST /v1/jobs", host, origin + "Content-Type: multipart/form-data; boundary=x\r\n", form));

        assertThat(filesWithPlan()).isEmpty();
    }

    private static List<Path> filesWithPlan() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(FlinkAttackIT::holdsPlan)
                    .toList();
        }
    }

    private static boolean holdsPlan(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(PLAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /jobs/JOB/yarn-cancel",
                "GET /v1/jobs/JOB/yarn-cancel",
                "GET /jobs/JOB/%79arn-cancel",
                "GET /jobs/JOB/yarn-stop",
                "PATCH /jobs/JOB?mode=cancel",
                "POST /jobs/JOB/stop",
                "POST /jobs/JOB/savepoints",
                "POST /savepoint-disposal",
                "PUT /jobs/JOB/resource-requirements",
                "DELETE /cluster",
                "OPTIONS /jobs"
            })
    void nobodyStopsOrChangesAJob(String request) throws IOException {
        assertRefused(send(request.replace("JOB", jobId), host, "Content-Type: application/json\r\n", "{}"));
        assertRefused(send(
                request.replace("JOB", jobId), host, "Authorization: Bearer \r\nContent-Type: text/plain\r\n", "{}"));
    }

    @Test
    void nameThatWasMadeToPointHereReadsNothing() throws IOException {
        assertRefused(send("GET /jobs/overview", "attacker.example", "", ""));
        assertRefused(send(
                "GET /jobs/overview",
                "attacker.example:" + cluster.webInterface().getPort(),
                "",
                ""));
    }

    @Test
    void pageOfAnotherHostReadsNothing() throws IOException {
        assertRefused(send("GET /jobs/overview", host, "Origin: https://attacker.example\r\n", ""));
        assertThat(send("GET /jobs/overview", host, "", "")).doesNotContainIgnoringCase("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/jobs/overview", "/jobs/JOB", "/jobs/JOB/checkpoints", "/jobmanager/config", "/overview"})
    void webInterfaceShowsEverything(String path) throws IOException {
        assertThat(send("GET " + path.replace("JOB", jobId), host, "Origin: http://" + host + "\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
    }
}
