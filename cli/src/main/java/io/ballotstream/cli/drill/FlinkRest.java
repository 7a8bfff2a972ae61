package io.ballotstream.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A client of Flink's REST API, which tries one JobManager after another. Thread-safe. */
final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int FIRST_ERROR = 400;
    private static final String GRAPH_FILE = "job.graph";
    private static final String BOUNDARY = "ballotstream-job-graph";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<List<String>> addresses;
    private final String secret;

    /**
     * @param addresses of the JobManagers, {@code HOST:PORT}, the leader first
     * @param secret that the gate in front of the API requires
     */
    FlinkRest(Supplier<List<String>> addresses, String secret) {
        this.addresses = addresses;
        this.secret = secret;
    }

    /** Whether the JobManager at an address, {@code HOST:PORT}, answers. */
    boolean isUp(String address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/overview"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() < FIRST_ERROR;
        } catch (IOException away) {
            return false;
        }
    }

    /** Reads a resource. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** Sends a JSON document. */
    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    /** Cancels a job, without a savepoint. */
    void cancel(String job) throws IOException, InterruptedException {
        send("PATCH", "/jobs/" + job + "?mode=cancel", "application/json", BodyPublishers.noBody());
    }

    /** Submits a serialized job graph, whose classes must be on the class path of Flink's processes. */
    void submit(byte[] graph) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String request =
                "{\"executionPlanFileName\":\"" + GRAPH_FILE + "\",\"jobJarFileNames\":[],\"jobArtifactFileNames\":[]}";
        body.writeBytes(part("request", "", "application/json"));
        body.writeBytes(request.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part("file_0", "; filename=\"" + GRAPH_FILE + "\"", "application/octet-stream"));
        body.writeBytes(graph);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        send(
                "POST",
                "/jobs",
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static byte[] part(String name, String file, String type) {
        return ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file
                        + "\r\nContent-Type: " + type + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a request to one JobManager after another, until one answers without an error. */
    private JsonNode send(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        IOException last = new IOException("No JobManager is known.");
        for (String address : addresses.get()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                    .timeout(ANSWER_TIMEOUT)
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", type)
                    .method(method, body)
                    .build();
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() < FIRST_ERROR) {
                    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
                }
                last = new IOException(
                        "Flink answers " + answer.statusCode() + " to " + method + " " + path + ": " + answer.body());
            } catch (IOException unreachable) {
                last = unreachable;
            }
        }
        throw last;
    }
}
