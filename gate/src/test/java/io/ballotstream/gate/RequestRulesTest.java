package io.ballotstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private static final String HOST = "jobmanager:8081";

    @TempDir
    private Path directory;

    private RequestRules rules;

    @BeforeEach
    void readSecret() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        rules = new RequestRules("jobmanager", new Secret(Map.of("BALLOTSTREAM_FLINK_SECRET_FILE", file.toString())));
    }

    private static HttpRequest request(String method, String uri) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri);
        request.headers().set(HttpHeaderNames.HOST, HOST);
        return request;
    }

    private static HttpRequest with(CharSequence header, String value, HttpRequest request) {
        request.headers().set(header, value);
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/jobs/overview",
                "/v1/jobs/1/checkpoints?get=x",
                "/jobmanager/log",
                "/js/app.js?yarn-cancel"
            })
    void readingNeedsNoSecret(String uri) {
        assertThat(rules.objection(request("GET", uri))).isEmpty();
        assertThat(rules.objection(request("HEAD", uri))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /jobs",
        "POST, /v1/jobs/1/stop",
        "PATCH, /jobs/1?mode=cancel",
        "DELETE, /cluster",
        "PUT, /jobs/1/resource-requirements",
        "OPTIONS, /jobs",
        "get, /jobs",
        "GET, /jobs/1/yarn-cancel",
        "GET, /v1/jobs/1/yarn-stop/",
        "GET, /jobs/1/%79arn-cancel",
        "GET, http://jobmanager:8081/jobs/1/yarn-cancel",
        "GET, /jars/1/plan",
        "GET, /jars"
    })
    void changingNeedsTheSecret(String method, String uri) {
        assertThat(rules.objection(request(method, uri))).isPresent();
        assertThat(rules.objection(with(HttpHeaderNames.AUTHORIZATION, "Bearer wrong", request(method, uri))))
                .isPresent();
        assertThat(rules.objection(with(HttpHeaderNames.AUTHORIZATION, "s3cret", request(method, uri))))
                .isPresent();
        assertThat(rules.objection(with(HttpHeaderNames.AUTHORIZATION, "Bearer s3cret", request(method, uri))))
                .isEmpty();
    }

    @Test
    void changingIsRefusedWithoutASecretFile() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        for (Map<String, String> environment : List.<Map<String, String>>of(
                Map.of(),
                Map.of("BALLOTSTREAM_FLINK_SECRET_FILE", ""),
                Map.of("BALLOTSTREAM_FLINK_SECRET_FILE", empty.toString()),
                Map.of("BALLOTSTREAM_FLINK_SECRET_FILE", directory + "/absent"))) {
            RequestRules closed = new RequestRules("jobmanager", new Secret(environment));
            assertThat(closed.objection(with(HttpHeaderNames.AUTHORIZATION, "Bearer ", request("POST", "/jobs"))))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jobmanager", "JobManager:8081", "localhost:18081", "127.0.0.1:8081", "[::1]:8081", "10.0.0.7"})
    void requestForOwnHostIsAllowed(String host) {
        assertThat(rules.objection(with(HttpHeaderNames.HOST, host, request("GET", "/"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "127.0.0.1.attacker.example:8081",
                "jobmanager.attacker.example",
                "",
                "1.2.3.4@x"
            })
    void requestForAnotherHostIsRefused(String host) {
        HttpRequest request = with(HttpHeaderNames.HOST, host, request("GET", "/"));
        request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer s3cret");

        assertThat(rules.objection(request)).isPresent();
    }

    @Test
    void exactlyOneHostHeaderIsRequired() {
        HttpRequest none = request("GET", "/");
        none.headers().remove(HttpHeaderNames.HOST);
        HttpRequest two = request("GET", "/");
        two.headers().add(HttpHeaderNames.HOST, "attacker.example");

        assertThat(rules.objection(none)).isPresent();
        assertThat(rules.objection(two)).isPresent();
    }

    @Test
    void requestFromOwnPageIsAllowed() {
        assertThat(rules.objection(with(HttpHeaderNames.ORIGIN, "http://" + HOST, request("GET", "/"))))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://attacker.example", "http://jobmanager", "http://localhost:8081", ""})
    void requestFromPageOfAnotherHostIsRefused(String origin) {
        assertThat(rules.objection(with(HttpHeaderNames.ORIGIN, origin, request("GET", "/jobs/overview"))))
                .isPresent();
    }
}
