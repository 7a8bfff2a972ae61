package io.ballotstream.board;

import static io.ballotstream.board.ElectionDatabase.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ballotstream.board.feed.Feed;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed of a board on a real database. */
class BoardIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FORMULA = "=HYPERLINK(\"http://x\")";
    private static final String HTML = "<img src=x onerror=alert(1)>";

    private ElectionDatabase database;
    private Board board;
    private Http http;

    @BeforeEach
    void start() throws IOException, SQLException {
        database = ElectionDatabase.create();
        board = Board.start(
                new BoardOptions("127.0.0.1", 0, List.of("board.example"), List.of("http://localhost:3000")));
        http = new Http(board);
        board.read(database.reader());
    }

    @AfterEach
    void stop() throws SQLException {
        board.close();
        database.close();
    }

    private void prepare() throws SQLException {
        database.election("A small election", 40);
        database.manifest("UNDERAGE", 3);
        database.candidate("Ada", "Reds", "#d62f2f");
        database.candidate(HTML, "=1+1", "#ffe04a");
        database.candidate("بهار", "الحزب", "#1f77d0");
        database.location("Ærøskøbing", 54.9, 10.4, 100L);
        database.location(FORMULA, null, null, 50L);
        database.location("서울특별시", 37.5, 127.0, 50L);
    }

    /** The votes are written last: a test that waits for them sees everything else, too. */
    private void countSome() throws SQLException {
        database.reject("UNDERAGE", 2);
        database.late(1);
        database.count("Ærøskøbing", "c2", 5, 3);
        database.count("Ærøskøbing", "c1", 9, 14);
        database.count(FORMULA, "c1", 4, 27);
        database.count(FORMULA, "c3", 4, 27);
        database.count("서울특별시", "c2", 6, 31);
    }

    private JsonNode status(long counted) {
        return await().atMost(SOON)
                .until(
                        () -> http.json("/api/status.json"),
                        status -> status.get("counted").asLong() == counted);
    }

    private JsonNode phase(String phase) {
        return await().atMost(SOON)
                .until(
                        () -> http.json("/api/status.json"),
                        status -> status.get("phase").asText().equals(phase));
    }

    @Test
    void goesThroughThePhasesOfAnElection() throws Exception {
        assertThat(http.json("/api/status.json").get("phase").asText()).isEqualTo("not_prepared");
        prepare();
        JsonNode before = phase("before_first_vote");
        assertThat(before.get("leader").isNull()).isTrue();
        assertThat(before.get("tied").asBoolean()).isFalse();

        countSome();
        JsonNode counting = status(28);
        assertThat(counting.get("leader").get("candidate_name").asText()).isEqualTo("Ada");
        assertThat(counting.get("leader").get("verb").asText()).isEqualTo("leading");
        assertThat(counting.get("leader").get("lead_votes").asLong()).isEqualTo(2);
        assertThat(counting.get("turnout").asDouble()).isEqualTo(0.14);
        assertThat(counting.get("as_of").asText())
                .isEqualTo(START.plusSeconds(31).toString());
        assertThat(counting.get("pipeline").get("published").asLong()).isEqualTo(43);
        JsonNode reason = counting.get("pipeline").get("rejected_by_reason").get(0);
        assertThat(reason.get("reason").asText()).isEqualTo("UNDERAGE");
        assertThat(reason.get("rejected").asLong()).isEqualTo(2);
        assertThat(reason.get("injected").asLong()).isEqualTo(3);

        database.count("서울특별시", "c2", 2, 40);
        JsonNode level = status(30);
        assertThat(level.get("tied").asBoolean()).isTrue();
        assertThat(level.get("leader").isNull()).isTrue();

        database.count("서울특별시", "c2", 9, 50);
        JsonNode complete = phase("complete");
        assertThat(complete.get("leader").get("verb").asText()).isEqualTo("ahead");
        assertThat(complete.get("pipeline").get("cast").asLong()).isEqualTo(40);
        assertThat(complete.get("verdict").isNull()).isTrue();
        database.audit(false);
        await().atMost(SOON)
                .until(() -> http.json("/api/audit.json")
                        .at("/audit/verdict")
                        .asText()
                        .equals("fail"));
    }

    @Test
    void everySnapshotAddsUpWhileVotesAreBeingCounted() throws Exception {
        prepare();
        database.update("UPDATE election SET voters = 100000");
        Thread counting = new Thread(() -> {
            try {
                for (int i = 0; i < 300; i++) {
                    database.count(i % 2 == 0 ? FORMULA : "Ærøskøbing", "c" + (1 + i % 3), 1 + i % 5, i / 4);
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
        counting.start();
        List<Long> versions = new ArrayList<>();
        while (counting.isAlive() || versions.isEmpty()) {
            JsonNode results = http.json("/api/results.json");
            Map<String, Long> sums = new HashMap<>();
            for (JsonNode location : results.get("locations")) {
                long votes = 0;
                for (JsonNode cell : location.get("candidates")) {
                    sums.merge(
                            cell.get("candidate_id").asText(), cell.get("votes").asLong(), Long::sum);
                    votes += cell.get("votes").asLong();
                }
                assertThat(votes).isEqualTo(location.get("votes").asLong());
            }
            long all = 0;
            for (JsonNode candidate : results.get("candidates")) {
                String id = candidate.get("candidate_id").asText();
                assertThat(sums.getOrDefault(id, 0L))
                        .isEqualTo(candidate.get("votes").asLong());
                all += candidate.get("votes").asLong();
            }
            assertThat(all).isEqualTo(results.get("counted").asLong());
            JsonNode points = results.at("/race/points");
            if (!points.isEmpty()) {
                JsonNode last = points.get(points.size() - 1).get("votes");
                for (int i = 0; i < last.size(); i++) {
                    assertThat(last.get(i).asLong())
                            .isEqualTo(results.get("candidates")
                                    .get(i)
                                    .get("votes")
                                    .asLong());
                }
            }
            versions.add(results.get("version").asLong());
        }
        counting.join();
        assertThat(versions).isSorted();
        status(300 * 3);
    }

    @Test
    void tellsEachChangeOfTheLead() throws Exception {
        prepare();
        countSome();
        status(28);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode race = http.json("/api/race.json");
            assertThat(race.get("step_ms").asLong()).isEqualTo(10_000);
            assertThat(race.get("lead_changes")).hasSize(1);
            JsonNode change = race.get("lead_changes").get(0);
            assertThat(change.get("from").asText()).isEqualTo("c2");
            assertThat(change.get("to").asText()).isEqualTo("c1");
            assertThat(change.get("at").asText())
                    .isEqualTo(START.plusSeconds(20).toString());
        });
    }

    @Test
    void reportsWhenItIsNotLiveAndRecovers() throws Exception {
        prepare();
        countSome();
        status(28);
        database.allowReader(false);
        JsonNode lost = await().atMost(SOON)
                .until(
                        () -> http.json("/api/status.json"),
                        status -> !status.get("live").asBoolean());
        assertThat(lost.get("problem").asText()).contains("cannot be read");
        assertThat(lost.get("counted").asLong()).isEqualTo(28);
        database.allowReader(true);
        database.count("서울특별시", "c2", 1, 40);
        assertThat(status(29).get("live").asBoolean()).isTrue();
    }

    @Test
    void responsesMatchOpenApi() throws Exception {
        everyAnswerConforms();
        prepare();
        phase("before_first_vote");
        everyAnswerConforms();
        countSome();
        status(28);
        everyAnswerConforms();
        database.audit(true);
        await().atMost(SOON)
                .until(() -> !http.json("/api/audit.json").get("audit").isNull());
        everyAnswerConforms();
    }

    @Test
    void seatsFollowFromTheLocations() throws Exception {
        constituencies();
        await().atMost(SOON)
                .until(() -> http.json("/api/seats.json").at("/seats/total").asInt() == 7);
        everyAnswerConforms();
        // Independents have the most seats, but are not a party. The last location is tied.
        database.count("Alton", "c1", 30, 1);
        database.count("Alton", "c2", 20, 1);
        database.count("Brook", "c2", 90, 2);
        database.count("Cove", "c4", 5, 3);
        database.count("Dell", "c1", 7, 4);
        database.count("Dell", "c3", 7, 4);
        JsonNode seats = seats(159);

        assertThat(seats.get("total").asInt()).isEqualTo(7);
        assertThat(seats.get("majority").asInt()).isEqualTo(4);
        assertThat(seats.get("open").asInt()).isEqualTo(1);
        assertThat(seats.get("leading_party").isNull())
                .as("Reds and Blues are level")
                .isTrue();
        assertThat(parties(seats)).containsExactly("Independent 4 0 5", "Blues 1 1 110", "Reds 1 0 37", "Greens 0 0 7");
        assertThat(seats.get("closest").findValuesAsText("location")).containsExactly("Alton", "Cove");
        everyAnswerConforms();

        database.count("Alton", "c2", 11, 5);
        seats = seats(170);
        assertThat(seats.get("leading_party").asText()).isEqualTo("Blues");
        assertThat(parties(seats)).contains("Blues 2 1 121", "Reds 0 0 37");
        assertThat(seats.get("gains")).hasSize(1);
        assertThat(seats.get("gains").get(0).get("location").asText()).isEqualTo("Alton");
        assertThat(seats.get("gains").get(0).get("from").asText()).isEqualTo("Reds");
        assertThat(seats.get("gains").get(0).get("to").asText()).isEqualTo("Blues");
        assertThat(seats.get("front").get(1).asText()).isEqualTo("Blues");
        JsonNode course = seats.get("course");
        assertThat(course.get(course.size() - 1).get("leading").get(1).asInt()).isEqualTo(2);
        everyAnswerConforms();
        assertThat(http.text("/api/seats.csv")).contains("Blues,true,\"#1f77d0\",2,1,121,");

        // All votes have arrived, so every lead is final.
        database.count("Brook", "c2", 30, 6);
        assertThat(parties(seats(200))).contains("Independent 4 4 5", "Blues 2 2 151");
    }

    private void constituencies() throws SQLException {
        database.election("Four races", 200);
        database.update("UPDATE election SET contest = 'location'");
        database.candidate("Ada", "Reds", "#d62f2f");
        database.candidate("Bo", "Blues", "#1f77d0");
        database.candidate("Cid", "Greens", "#16a34a");
        database.candidate("Dee", "Independent", "#8c939d");
        database.location("Alton", 51.0, -1.0, 100L);
        database.location("Brook", 52.0, -1.0, 150L);
        database.location("Cove", 53.0, -1.0, null);
        database.update("UPDATE locations SET seats = 4 WHERE location = 'Cove'");
        // The board reads the locations again when there are more of them.
        database.location("Dell", 54.0, -1.0, 20L);
    }

    private JsonNode seats(int counted) throws Exception {
        await().atMost(SOON)
                .until(() -> http.json("/api/status.json").get("counted").asInt() == counted);
        return http.json("/api/seats.json").get("seats");
    }

    private static List<String> parties(JsonNode seats) {
        List<String> parties = new ArrayList<>();
        seats.get("parties")
                .forEach(party -> parties.add(party.get("party").asText() + " " + party.get("leading") + " "
                        + party.get("ahead_for_good") + " " + party.get("votes")));
        return parties;
    }

    private void everyAnswerConforms() throws IOException, InterruptedException {
        String description = http.text("/api/openapi.yaml");
        Map<String, String> schemas = Map.of(
                "status.json", "Status",
                "results.json", "Results",
                "standings.json", "Standings",
                "locations.json", "Locations",
                "race.json", "RaceAnswer",
                "audit.json", "AuditAnswer",
                "seats.json", "SeatsAnswer",
                "places.json", "Places",
                "map.json", "MapAnswer");
        String base = "https://ballotstream.invalid/openapi.yaml";
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(base, description)));
        for (Map.Entry<String, String> entry : schemas.entrySet()) {
            Schema schema = registry.getSchema(SchemaLocation.of(base + "#/components/schemas/" + entry.getValue()));
            assertThat(schema.validate(http.text("/api/" + entry.getKey()), InputFormat.JSON))
                    .as(entry.getKey())
                    .isEmpty();
        }
        for (String name : Feed.names()) {
            assertThat(description).contains("\n  /" + name + ":");
        }
    }

    @Test
    void everythingIsMarkedAsATest() throws Exception {
        prepare();
        countSome();
        database.audit(true);
        await().atMost(SOON)
                .until(() -> !http.json("/api/audit.json").get("audit").isNull());
        for (String name : Feed.names()) {
            if (name.endsWith(".csv")) {
                List<CSVRecord> rows = http.csv("/api/" + name);
                // With one race, nobody has seats.
                assertThat(rows.isEmpty()).as(name).isEqualTo(name.equals("seats.csv"));
                assertThat(rows).as(name).allMatch(row -> row.get("test").equalsIgnoreCase("true"));
            } else if (name.equals("nist.json")) {
                assertThat(http.json("/api/" + name).get("IsTest").asBoolean()).isTrue();
            } else {
                requireMark(name, http.json("/api/" + name));
            }
        }
        requireMark("error", http.json400("/api/results.json?colour=red"));
        assertThat(http.text("/")).contains("<title>TEST").contains("<strong>TEST</strong>");
        assertThat(http.text("/watermark.svg")).contains(">TEST<");
    }

    private static void requireMark(String where, JsonNode node) {
        if (node.isObject()) {
            assertThat(node.path("test").asBoolean(false)).as(where).isTrue();
        }
        node.properties().forEach(field -> requireMark(where + "/" + field.getKey(), field.getValue()));
        if (node.isArray()) {
            node.forEach(item -> requireMark(where + "[]", item));
        }
    }

    @Test
    void csvContainsNoFormulas() throws Exception {
        prepare();
        countSome();
        status(28);
        assertThat(http.csv("/api/locations.csv"))
                .extracting(row -> row.get("location"))
                .contains("'" + FORMULA, "서울특별시");
        assertThat(http.csv("/api/results.csv"))
                .extracting(row -> row.get("party_affiliation"))
                .contains("'=1+1", "الحزب");
        assertThat(http.csv("/api/results.csv"))
                .extracting(row -> row.get("lead"))
                .contains("-2");
        assertThat(http.csv("/api/elex.csv"))
                .extracting(row -> row.get("reportingunitname"))
                .contains("'" + FORMULA);
    }

    @Test
    void elexRowsAddUp() throws Exception {
        prepare();
        countSome();
        status(28);
        List<CSVRecord> rows = http.csv("/api/elex.csv");
        assertThat(rows).hasSize(3 + 5);
        assertThat(http.text("/api/elex.csv").lines().findFirst().orElseThrow())
                .isEqualTo(
                        "id,raceid,racetype,racetypeid,ballotorder,candidateid,description,delegatecount,electiondate,"
                                + "electtotal,electwon,fipscode,first,incumbent,initialization_data,is_ballot_measure,last,"
                                + "lastupdated,level,national,officeid,officename,party,polid,polnum,precinctsreporting,"
                                + "precinctsreportingpct,precinctstotal,reportingunitid,reportingunitname,runoff,seatname,seatnum,"
                                + "statename,statepostal,test,uncontested,votecount,votepct,winner");
        assertThat(rows).extracting(row -> row.get("id")).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.get("winner")).containsOnly("False");
        for (CSVRecord national : rows.subList(0, 3)) {
            assertThat(national.get("level")).isEqualTo("national");
            assertThat(rows.subList(3, rows.size()).stream()
                            .filter(row -> row.get("candidateid").equals(national.get("candidateid")))
                            .mapToLong(row -> Long.parseLong(row.get("votecount")))
                            .sum())
                    .isEqualTo(Long.parseLong(national.get("votecount")));
        }
    }

    @Test
    void theNistReportIsAsTheSpecificationSays() throws Exception {
        NistReport.requireConformity(http.json("/api/nist.json"));
        prepare();
        phase("before_first_vote");
        JsonNode before = http.json("/api/nist.json");
        NistReport.requireConformity(before);
        assertThat(before.get("Status").asText()).isEqualTo("pre-election");
        countSome();
        status(28);
        JsonNode counting = http.json("/api/nist.json");
        NistReport.requireConformity(counting);
        assertThat(counting.get("Status").asText()).isEqualTo("unofficial-partial");
        for (JsonNode selection : counting.at("/Election/0/Contest/0/BallotSelection")) {
            long parts = 0;
            for (JsonNode count : selection.get("VoteCounts")) {
                parts += count.get("GpUnitId").asText().equals("unit-0")
                        ? -count.get("Count").asLong()
                        : count.get("Count").asLong();
            }
            assertThat(parts).as("the units add up to the whole").isZero();
        }
        database.count("서울특별시", "c2", 11, 50);
        phase("complete");
        JsonNode complete = http.json("/api/nist.json");
        NistReport.requireConformity(complete);
        assertThat(complete.get("Status").asText()).isEqualTo("unofficial-complete");
    }

    @Test
    void pagesSortsAndSearches() throws Exception {
        prepare();
        countSome();
        status(28);
        JsonNode largest = http.json("/api/locations.json?sort=votes&order=desc&limit=1");
        assertThat(largest.get("found").asInt()).isEqualTo(3);
        assertThat(largest.get("locations")).hasSize(1);
        assertThat(largest.at("/locations/0/location").asText()).isEqualTo("Ærøskøbing");
        assertThat(http.json("/api/locations.json?search=%EC%84%9C%EC%9A%B8")
                        .get("found")
                        .asInt())
                .isEqualTo(1);
        assertThat(http.json("/api/standings.json?search=ADA")
                        .at("/candidates/0/rank")
                        .asInt())
                .isEqualTo(1);
        assertThat(http.json("/api/locations.json?offset=9").get("locations")).isEmpty();
        assertThat(http.json400("/api/locations.json?sort=size").get("error").asText())
                .contains("sort", "size", "margin");
        assertThat(http.json400("/api/locations.json?limit=-1").get("error").asText())
                .contains("limit", "-1");
        assertThat(http.get("/api/results.json?version=999999").statusCode()).isEqualTo(410);
    }

    @Test
    void sendsBodyOnlyIfTheClientDoesNotHaveIt() throws Exception {
        prepare();
        countSome();
        status(28);
        HttpResponse<byte[]> plain = http.get("/api/results.json");
        String tag = plain.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).matches("\"[0-9a-f-]+\"");
        String version = "/api/results.json?version="
                + http.json("/api/results.json").get("version").asLong();
        HttpResponse<byte[]> zipped = http.get(version, "Accept-Encoding", "gzip");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(zipped.headers().firstValue("ETag"))
                .isNotEqualTo(plain.headers().firstValue("ETag"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(http.get(version).body());
        HttpResponse<byte[]> known = http.get(
                version,
                "If-None-Match",
                http.get(version).headers().firstValue("ETag").orElseThrow());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        byte[] before = http.get(version).body();
        database.count("서울특별시", "c2", 1, 40);
        status(29);
        assertThat(http.get(version).body()).isEqualTo(before);
        assertThat(http.get("/api/results.json", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesOtherHostsOriginsAndMethods() throws Exception {
        assertThat(raw("GET /api/status.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("\"test\":true");
        assertThat(raw("GET /api/status.json HTTP/1.1\r\nHost: board.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(
                            raw(
                                    method
                                            + " /api/status.json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .contains("Allow: GET, HEAD");
        }
        HttpResponse<byte[]> page = http.get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        HttpResponse<byte[]> live = http.get("/api/status.json", "Origin", "http://localhost:3000");
        assertThat(live.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(live.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
        assertThat(http.get("/api/status.json", "Origin", "http://evil.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        for (String path :
                List.of("/../pom.xml", "/io/ballotstream/board/page/app.js", "/api/", "/api/secret.json", "/lib/")) {
            assertThat(http.get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    private String raw(String request) throws IOException {
        URI address = URI.create(board.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theFirstViewIsSmall() throws Exception {
        prepare();
        phase("before_first_vote");
        int bytes = 0;
        for (String path : List.of(
                "/",
                "/app.js",
                "/connection.js",
                "/dom.js",
                "/format.js",
                "/locations.js",
                "/map.js",
                "/race.js",
                "/seats.js",
                "/views.js",
                "/board.css",
                "/icon.svg",
                "/watermark.svg",
                "/lib/uPlot.js",
                "/lib/uPlot.css",
                "/lib/d3-array.js",
                "/lib/d3-geo.js",
                "/lib/topojson-client.js",
                "/lib/us-states-10m.json",
                "/lib/countries-110m.json")) {
            bytes += http.get(path, "Accept-Encoding", "gzip").body().length;
        }
        assertThat(bytes).isLessThan(200_000);
    }

    @Test
    void eventsTellEachChangeAndCanBeResumed() throws Exception {
        prepare();
        phase("before_first_vote");
        String last;
        try (Events events = new Events(board, null)) {
            assertThat(events.next().data()).contains("before_first_vote", "\"test\":true");
            database.count("서울특별시", "c2", 1, 1);
            Event counted = events.nextWith("\"counted\":1,");
            last = counted.id();
        }
        database.count("서울특별시", "c2", 1, 2);
        status(2);
        database.count("서울특별시", "c2", 1, 3);
        status(3);
        try (Events events = new Events(board, last)) {
            List<Event> missed = new ArrayList<>();
            do {
                missed.add(events.next());
            } while (!missed.get(missed.size() - 1).data().contains("\"counted\":3,"));
            assertThat(missed).anyMatch(event -> event.data().contains("\"counted\":2,"));
            assertThat(missed).allMatch(event -> Long.parseLong(event.id()) > Long.parseLong(last));
            events.awaitAlive();
        }
    }

    private record Event(String id, String data) {}

    /** Reads the changes among the events. */
    private static final class Events implements AutoCloseable {
        private final BufferedReader lines;

        Events(Board board, String last) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(board.address() + "/api/events"));
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            HttpResponse<java.io.InputStream> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            String name = "";
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && name.equals("change")) {
                    return new Event(id, data);
                }
            }
            throw new IOException("The events ended.");
        }

        /** Without a change, the board tells that the connection lives. */
        void awaitAlive() throws IOException {
            for (String line = lines.readLine(); !"event: alive".equals(line); line = lines.readLine()) {
                if (line == null) {
                    throw new IOException("The events ended.");
                }
            }
        }

        Event nextWith(String text) throws IOException {
            Event event = next();
            while (!event.data().contains(text)) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
