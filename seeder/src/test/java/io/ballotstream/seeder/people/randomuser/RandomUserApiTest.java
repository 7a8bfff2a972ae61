package io.ballotstream.seeder.people.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.place.Nationality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomUserApiTest {
    private static final PageRequest TWENTY = new PageRequest("000000000000002a", 3, 20, List.of(Nationality.US));
    private static final Instant NOW = Instant.parse("2026-11-03T20:00:00Z");
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            5,
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    private final StubApi stub = StubApi.start();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void requestNamesVersionAndOnlyUsedFields() throws InterruptedException {
        api(stub.url()).people(new PageRequest("s", 3, 20, List.of(Nationality.GB, Nationality.US)));

        assertThat(stub.requests()).hasSize(1);
        assertThat(stub.requests().get(0).path()).isEqualTo("/api/1.4/");
        assertThat(stub.requests().get(0).query())
                .containsOnlyKeys("results", "seed", "page", "nat", "inc")
                .containsEntry("results", "20")
                .containsEntry("seed", "s")
                .containsEntry("page", "3")
                .containsEntry("nat", "gb,us")
                .containsEntry("inc", "gender,name,location,email,login,registered,dob,phone,cell,picture,nat");
    }

    @Test
    void peopleHaveTheOrderOfTheResponse() throws InterruptedException {
        List<Person> people = people();

        assertThat(people).hasSize(20).doesNotHaveDuplicates();
        assertThat(people).isEqualTo(people());
        assertThat(notices).isEmpty();
    }

    @Test
    void rateLimitIsWaitedForAsLongAsTheApiAsks() throws InterruptedException {
        stub.first(StubApi.throttling("42"), StubApi.throttling("0"));

        assertThat(people()).hasSize(20);

        assertThat(pauses).containsExactly(Duration.ofSeconds(42), Duration.ZERO);
        assertThat(notices.get(0))
                .isEqualTo("The people API at " + stub.host() + " is retried in 42 s: "
                        + "its rate limit for this client is exceeded.");
    }

    @Test
    void rateLimitIsWaitedForUntilTheDateOfTheApi() throws InterruptedException {
        stub.first(
                StubApi.throttling("Tue, 03 Nov 2026 20:01:30 GMT"),
                StubApi.throttling("Tue, 03 Nov 2026 19:00:00 GMT"));

        assertThat(people()).hasSize(20);

        assertThat(pauses).containsExactly(Duration.ofSeconds(90), Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", ""})
    void rateLimitWithoutATimeIsWaitedForOneMinute(String retryAfter) throws InterruptedException {
        stub.first(StubApi.throttling(retryAfter), StubApi.throttling(null));

        assertThat(people()).hasSize(20);

        assertThat(pauses).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    @Test
    void permanentRateLimitIsAFailure() {
        stub.first(StubApi.throttling(null), StubApi.throttling(null), StubApi.throttling(null));

        assertFails(" failed 3 times in a row: its rate limit for this client is exceeded.");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void tooLongPauseIsAFailure() {
        stub.first(StubApi.throttling("901"));

        assertFails(" failed: its rate limit for this client is exceeded.");
        assertThat(pauses).isEmpty();
    }

    @Test
    void serverErrorsAreRetriedAfterGrowingPauses() throws InterruptedException {
        byte[] body = "Internal Server Error".getBytes(StandardCharsets.UTF_8);
        stub.first(
                StubApi.answering(500, body),
                StubApi.answering(502, body),
                StubApi.answering(503, body),
                StubApi.answering(504, body));

        assertThat(people()).hasSize(20);

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(notices.get(2))
                .isEqualTo("The people API at " + stub.host() + " is retried in 4 s: it responded with status 503.");
    }

    @Test
    void jitterShortensAPauseByUpToHalf() throws InterruptedException {
        stub.failing(2);
        RandomGenerator almostOne = () -> -1L;

        api(stub.url(), PATIENCE, almostOne).people(TWENTY);

        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1001));
    }

    @Test
    void permanentServerErrorsAreAFailure() {
        stub.failing(5);

        assertFails(" failed 5 times in a row: it responded with status 500.");
        assertThat(stub.requests()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void permanentErrorIsAFailureAtOnce(int status) {
        stub.first(StubApi.answering(status, "Not Found".getBytes(StandardCharsets.UTF_8)));

        assertFails(" failed: it responded with status " + status + ".");
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void errorInASuccessfulResponseIsRetried() throws InterruptedException {
        stub.first(StubApi.answering("error-documented.json"));

        assertThat(people()).hasSize(20);

        assertThat(notices)
                .containsExactly("The people API at " + stub.host() + " is retried in 1 s: it reported an error.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"results\":null}", "{\"results\":5}", "\"people\""})
    void responseWithoutResultsIsRetried(String body) throws InterruptedException {
        stub.first(StubApi.answering(200, body.getBytes(StandardCharsets.UTF_8)));

        assertThat(people()).hasSize(20);
        assertThat(notices).hasSize(1).allMatch(notice -> notice.endsWith("its response contains no results."));
    }

    @Test
    void truncatedBodyIsRetried() throws InterruptedException {
        stub.first(StubApi.answeringHalf());

        assertThat(people()).hasSize(20);
        assertThat(notices).hasSize(1).allMatch(notice -> notice.endsWith("its response is truncated or not JSON."));
    }

    @Test
    void pageOfAProxyIsRetried() throws InterruptedException {
        stub.first(StubApi.answering(200, "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8)));

        assertThat(people()).hasSize(20);
        assertThat(notices).hasSize(1).allMatch(notice -> notice.endsWith("its response is truncated or not JSON."));
    }

    @Test
    void connectionLostDuringTheResponseIsRetried() throws InterruptedException {
        stub.first(StubApi.droppingHalfway());

        assertThat(people()).hasSize(20);
        assertThat(notices).hasSize(1).allMatch(notice -> notice.endsWith("the connection was lost."));
    }

    @Test
    void connectionsLostBeforeTheResponseAreAFailure() {
        for (int i = 0; i < 50; i++) {
            stub.first(StubApi.dropping());
        }

        assertFails(" failed 5 times in a row: the connection was lost.");
    }

    @Test
    void slowServerTimesOut() {
        stub.first(stub.silence(), stub.silence());

        assertThatThrownBy(() -> api(stub.url(), hurried(), alwaysZero()).people(TWENTY))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.host()
                        + " failed 2 times in a row: it did not respond within 1 s.");
    }

    @Test
    void endlessResponseTimesOut() {
        stub.first(stub.silenceHalfway(), stub.silenceHalfway());

        assertThatThrownBy(() -> api(stub.url(), hurried(), alwaysZero()).people(TWENTY))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.host()
                        + " failed 2 times in a row: it did not respond within 1 s.");
    }

    @Test
    void unreachableNetworkIsAFailure() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }

        assertThatThrownBy(() -> api("http://127.0.0.1:" + port).people(TWENTY))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at 127.0.0.1:" + port + " failed 5 times in a row: it cannot be reached.");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowed(int status) throws InterruptedException {
        stub.first(StubApi.redirecting(status, stub.url() + "/mirror/api/1.4/"));

        assertThat(people()).hasSize(20);
        assertThat(stub.requests().get(1).path()).isEqualTo("/mirror/api/1.4/");
        assertThat(stub.requests().get(1).query())
                .isEqualTo(stub.requests().get(0).query());
        assertThat(notices).isEmpty();
    }

    @Test
    void redirectsInACircleAreAFailure() {
        for (int i = 0; i < 100; i++) {
            stub.first(StubApi.redirecting(302, stub.url() + "/api/1.4/"));
        }

        assertFails(" failed: it responded with status 302.");
    }

    @Test
    void fewerPeopleThanAskedForAreAFailure() {
        stub.first(StubApi.answering("v1.4-us-1-result.json"));

        assertFails(" failed: it returned 1 people instead of 20.");
    }

    @Test
    void morePeopleThanAskedForAreAFailure() {
        stub.first(StubApi.answering(Recordings.AMERICANS));

        assertFails(" failed: it returned 200 people instead of 20.");
    }

    @Test
    void failureAfterARecoveryIsCountedFromTheBeginning() throws InterruptedException {
        RandomUserApi api = api(stub.url());
        stub.failing(4).giving(1).failing(4).giving(1);

        assertThat(api.people(TWENTY)).hasSize(20);
        assertThat(api.people(TWENTY)).hasSize(20);
        assertThat(pauses).hasSize(8);
    }

    private List<Person> people() throws InterruptedException {
        return api(stub.url()).people(TWENTY);
    }

    private void assertFails(String how) {
        assertThatThrownBy(this::people)
                .isExactlyInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.host() + how);
    }

    /** With a response timeout of one second. */
    private static Patience hurried() {
        return new Patience(
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                2,
                Duration.ofSeconds(1),
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    private static RandomGenerator alwaysZero() {
        return () -> 0L;
    }

    /** A client of the API at an address. Its pauses take no time and are recorded. */
    private RandomUserApi api(String url, Patience patience, RandomGenerator jitter) {
        return new RandomUserApi(
                ApiUrl.parse(url), patience, notices::add, pauses::add, jitter, InstantSource.fixed(NOW));
    }

    private RandomUserApi api(String url) {
        return api(url, PATIENCE, alwaysZero());
    }
}
