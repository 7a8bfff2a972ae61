package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/**
 * The answers of the dashboards to a small election before the first vote, during the count, and after the last vote.
 */
@ExtendWith(ElectionDatabases.Extension.class)
class DashboardAnswersIT {
    private static final String NIGHT = "election-night";
    private static final String TURNOUT = "turnout-by-location";
    private static final String HEALTH = "pipeline-health";
    private static final String SEATS = "seats";
    private static final VariableValue EVERYWHERE = VariableValue.all("location", "'all'", List.of());
    private static final VariableValue EVERY_PARTY = VariableValue.all("party", "'all'", List.of());

    private final ElectionDatabases elections;

    DashboardAnswersIT(ElectionDatabases elections) {
        this.elections = elections;
    }

    private Frame ask(Moment moment, String dashboard, String panel, String query) throws SQLException {
        return ask(moment, dashboard, panel, query, EVERYWHERE, EVERY_PARTY);
    }

    private Frame ask(Moment moment, String dashboard, String panel, String query, VariableValue... chosen)
            throws SQLException {
        Query found = Dashboard.of(dashboard).panel(panel).queries().stream()
                .filter(candidate -> candidate.refId().equals(query))
                .findFirst()
                .orElseThrow();
        try (Connection connection = elections.reader(moment)) {
            return Frame.of(connection, found.sql(List.of(chosen), elections.quarterOfAnHour(moment)));
        }
    }

    /** The rows as texts: columns separated by a bar, numbers with at most four decimals. */
    private List<String> rows(Moment moment, String dashboard, String panel) throws SQLException {
        return rows(ask(moment, dashboard, panel, "A"));
    }

    private static List<String> rows(Frame frame) {
        List<String> rows = new ArrayList<>();
        for (List<Object> row : frame.rows()) {
            rows.add(String.join(
                    "|",
                    row.stream()
                            .map(value -> value instanceof Double number
                                    ? String.format(Locale.ROOT, "%.4f", number)
                                    : String.valueOf(value))
                            .toList()));
        }
        return rows;
    }

    private static String key(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "%032x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static VariableValue locations(String... names) {
        return VariableValue.many(
                "location", List.of(names).stream().map(DashboardAnswersIT::key).toList());
    }

    @Test
    void leaderIsOnlyLeadingWhileVotesAreCounted() throws SQLException {
        assertThat(rows(Moment.COUNTING, NIGHT, "Leader"))
                .containsExactly("Leading · Reds|Ada Lovelace (Reds)|#dc2626");
        // The portrait is drawn although the candidate has a photograph, so that no browser loads it from another
        // server.
        assertThat(rows(Moment.COUNTING, NIGHT, "Portrait"))
                .singleElement()
                .asString()
                .startsWith("data:image/svg+xml;")
                .contains("AL");
        assertThat(rows(Moment.COUNTING, NIGHT, "Lead in points and votes")).containsExactly("5.0000|5");
        assertThat(rows(Moment.COUNTING, NIGHT, "Status")).containsExactly("Counting|Rehearsal of O'Brien & $__all");
    }

    @Test
    void seatsAreThoseOfTheLocationsThatAPartyLeads() throws SQLException {
        assertThat(rows(Moment.COUNTING, SEATS, "Leader")).containsExactly("Tied for the lead|Nobody|#6f6f6f");
        assertThat(rows(Moment.COUNTING, SEATS, "Seats of the leading party")).containsExactly("0|0|5");
        assertThat(rows(Moment.COUNTING, SEATS, "Decided seats")).containsExactly("0|8");
        assertThat(rows(Moment.COUNTING, SEATS, "Seats by party"))
                .containsExactly("Reds|1|#dc2626", "O'Brien's Party|1|#2563eb", "민주당|1|#0891b2");
        assertThat(ask(Moment.COUNTING, SEATS, "Closest undecided locations", "A")
                        .texts("Location"))
                .containsExactly("서울특별시", "O'Brien", "All");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, SEATS, "Leader"))
                .containsExactly("Before the first lead|Nobody|#6f6f6f");
        assertThat(rows(Moment.NOTHING_PREPARED, SEATS, "Leader")).containsExactly("One race, no seats|Nobody|#6f6f6f");
    }

    @Test
    void leaderIsAheadAfterTheLastVote() throws SQLException {
        assertThat(rows(Moment.ALL_COUNTED, NIGHT, "Leader"))
                .containsExactly("Ahead, all votes counted · Reds|Ada Lovelace (Reds)|#dc2626");
        assertThat(ask(Moment.ALL_COUNTED, NIGHT, "Status", "A").texts("Status"))
                .containsExactly("All votes counted");
    }

    @Test
    void nobodyLeadsBeforeTheFirstVote() throws SQLException {
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Leader"))
                .containsExactly("Before the first vote|No votes yet|#6f6f6f");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Lead in points and votes"))
                .containsExactly("0.0000|0");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Votes counted")).containsExactly("0");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Voters")).containsExactly("200");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Candidates")).containsExactly("10");
        assertThat(rows(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Data as of")).containsExactly("null|null");
        assertThat(ask(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Status", "A").texts("Status"))
                .containsExactly("Waiting for the first vote");
        assertThat(ask(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "Who leads where", "A")
                        .texts("Leading"))
                .hasSize(7)
                .containsOnly("none");
        assertThat(ask(Moment.BEFORE_THE_FIRST_VOTE, NIGHT, "The race", "A").values("s1"))
                .isNotEmpty()
                .containsOnly(0L);
    }

    @Test
    void numbersAreZeroBeforeAnElectionIsPrepared() throws SQLException {
        assertThat(rows(Moment.NOTHING_PREPARED, NIGHT, "Leader"))
                .containsExactly("Before the first vote|No votes yet|#6f6f6f");
        for (String panel : List.of("Votes counted", "Voters", "Candidates")) {
            assertThat(rows(Moment.NOTHING_PREPARED, NIGHT, panel)).as(panel).containsExactly("0");
        }
        assertThat(rows(Moment.NOTHING_PREPARED, NIGHT, "Status")).containsExactly("No election prepared|null");
        assertThat(rows(Moment.NOTHING_PREPARED, TURNOUT, "Registered, voted, not voted"))
                .containsExactly("null|0|null");
        assertThat(rows(Moment.NOTHING_PREPARED, HEALTH, "Records")).containsExactly("0|0|0|0");
        assertThat(rows(Moment.NOTHING_PREPARED, HEALTH, "Audit")).containsExactly("No audit yet|null");
    }

    @Test
    void twoCandidatesHaveNoOthers() throws SQLException {
        assertThat(rows(Moment.COUNTING_TWO_CANDIDATES, NIGHT, "Share of all votes"))
                .containsExactly("Ada Lovelace|40|#dc2626", "Bob O'Brien|35|#2563eb");
        Frame race = ask(Moment.COUNTING_TWO_CANDIDATES, NIGHT, "The race", "A");
        assertThat(race.values("s2")).endsWith(35L);
        assertThat(race.values("s3")).containsOnlyNulls();
    }

    @Test
    void barsShowTheLeadingEight() throws SQLException {
        assertThat(rows(Moment.COUNTING, NIGHT, "Vote share"))
                .containsExactly(
                        "Ada Lovelace (Reds)|0.4000|#dc2626",
                        "Bob O'Brien|0.3500|#2563eb",
                        "Ada Lovelace (Greens)|0.1000|#16a34a",
                        "김대중|0.0600|#0891b2",
                        "Cash $1,000|0.0400|#ca8a04",
                        "<b>&\"'Tag|0.0200|#9333ea",
                        "Minor Seven|0.0100|#475569",
                        "Minor Eight|0.0100|#64748b");
    }

    @Test
    void slicesAddUpToAllVotes() throws SQLException {
        Frame slices = ask(Moment.COUNTING, NIGHT, "Share of all votes", "A");

        assertThat(slices.values("votes")).containsExactly(40L, 35L, 10L, 6L, 4L, 2L, 1L, 1L, 1L);
        assertThat(slices.texts("label")).endsWith("All others");
        assertThat(slices.texts("color")).endsWith("#8e8e8e");
    }

    @Test
    void standingsShowTheVotesOfTheLastMinute() throws SQLException {
        Frame standings = ask(Moment.A_MOMENT_AFTER_VOTES, NIGHT, "Standings", "A");

        assertThat(standings.texts("Candidate"))
                .containsExactly("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10");
        assertThat(standings.values("Last minute")).containsExactly(5L, 10L, 10L, 6L, 4L, 2L, 1L, 1L, 1L, 0L);
        assertThat(ask(Moment.ALL_COUNTED, NIGHT, "Standings", "A").values("Last minute"))
                .containsOnly(0L);
    }

    @Test
    void portraitOfInitialsIsAValidImage() throws Exception {
        List<String> portraits = ask(Moment.COUNTING, NIGHT, "Standings", "A").texts("Portrait");

        // The photograph is on another server.
        assertThat(portraits.get(0)).startsWith("data:image/svg+xml").contains("fill='%23dc2626'", "%3EAL%3C/text");
        assertThat(portraits.get(1)).startsWith("data:image/svg+xml").contains("fill='%232563eb'", "%3EBO%3C/text");
        assertThat(portraits.get(3)).contains("%3E김%3C/text");
        assertThat(portraits.get(4)).contains("%3EC·%3C/text");
        assertThat(portraits.get(5)).contains("%3E·%3C/text");
        assertThat(portraits.get(2)).isEqualTo("data:image/svg+xml;base64,PHN2Zy8+#:/");
        for (String portrait : portraits.subList(3, portraits.size())) {
            String image = URLDecoder.decode(portrait.substring(portrait.indexOf(',') + 1), StandardCharsets.UTF_8);
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(image)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
        }
    }

    @Test
    void raceRunsFromZeroToTheTotalsAndThenRemains() throws SQLException {
        Frame race = ask(Moment.COUNTING, NIGHT, "The race", "A");
        List<Object> reds = race.values("s1");

        assertThat(reds.get(0)).isEqualTo(0L);
        assertThat(reds).endsWith(40L).contains(10L, 35L);
        assertThat(race.values("s2")).endsWith(35L).contains(20L, 25L);
        assertThat(race.texts("name_1")).endsWith("Ada Lovelace (Reds)");
        assertThat(race.texts("color_2")).endsWith("#2563eb");
        assertThat(race.rows()).hasSize(91);

        Frame dayAfter = ask(Moment.ALL_COUNTED, NIGHT, "The race", "A");
        assertThat(dayAfter.values("s1")).hasSize(91).containsOnly(40L);
    }

    @Test
    void theStepOfTheTimeAxisFollowsTheSizeOfTheWindows() throws SQLException {
        assertThat(steps("The race", NIGHT)).containsOnly(30L);
        assertThat(steps("Votes per interval", NIGHT)).containsOnly(30L);
        assertThat(ask(
                                Moment.COUNTING_IN_HALF_MINUTES,
                                TURNOUT,
                                "Votes over time",
                                "A",
                                locations("O'Brien"),
                                EVERY_PARTY)
                        .values("value"))
                .hasSize(31)
                .endsWith(30L);
        assertThat(ask(Moment.COUNTING_IN_HALF_MINUTES, HEALTH, "Rejected over time", "A")
                        .rows())
                .hasSize(3)
                .allSatisfy(row -> assertThat(seconds(row.get(0)) % 30).isZero());
        assertThat(ask(Moment.COUNTING_IN_HALF_MINUTES, NIGHT, "Votes per interval", "A").values("s1").stream()
                        .mapToLong(value -> (Long) value)
                        .sum())
                .isEqualTo(40);
    }

    /** Seconds between the points of a chart if the windows have 30 s and Grafana's interval is 10 s. */
    private List<Long> steps(String panel, String dashboard) throws SQLException {
        List<Object> times =
                ask(Moment.COUNTING_IN_HALF_MINUTES, dashboard, panel, "A").values("time");
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            steps.add(seconds(times.get(i)) - seconds(times.get(i - 1)));
        }
        return steps;
    }

    private static long seconds(Object time) {
        return ((java.sql.Timestamp) time).toInstant().getEpochSecond();
    }

    @Test
    void votesPerIntervalAddUpToTheTotals() throws SQLException {
        Frame votes = ask(Moment.COUNTING, NIGHT, "Votes per interval", "A");

        assertThat(votes.values("s1").stream().mapToLong(value -> (Long) value).sum())
                .isEqualTo(40);
        assertThat(votes.values("s2").stream().mapToLong(value -> (Long) value).sum())
                .isEqualTo(35);
        assertThat(ask(Moment.ALL_COUNTED, NIGHT, "Votes per interval", "A").values("s1"))
                .containsOnly(0L);
    }

    @Test
    void leadChangedOnce() throws SQLException {
        Query changes = Dashboard.of(NIGHT).annotationQueries().get(0);
        try (Connection connection = elections.reader(Moment.COUNTING)) {
            Frame marks = Frame.of(connection, changes.sql(List.of(), elections.quarterOfAnHour(Moment.COUNTING)));
            assertThat(marks.texts("text")).containsExactly("Ada Lovelace (Reds) takes the lead");
        }
    }

    @Test
    void tiedLocationsHaveNoLeader() throws SQLException {
        Frame map = ask(Moment.COUNTING, NIGHT, "Who leads where", "A");

        assertThat(map.texts("Location"))
                .containsExactlyInAnyOrder(
                        "O'Brien",
                        "Cash $__timeFilter(x)",
                        "Côte d'Ivoire",
                        "All",
                        "서울특별시",
                        "A, B {C} %20&var-location=x",
                        "$__all");
        assertThat(rows(ask(Moment.COUNTING, TURNOUT, "Closest races", "A")).stream()
                        .map(row -> row.replaceFirst("[0-9a-f]{32}", "key")))
                .containsExactly(
                        "Cash $__timeFilter(x)|key|tied|tied|0.0000|0|25|Tied|#6f6f6f|Tied|#6f6f6f",
                        "Côte d'Ivoire|key|tied|tied|0.0000|0|20|Tied|#6f6f6f|Tied|#6f6f6f",
                        "A, B {C} %20&var-location=x|key|tied|tied|0.0000|0|3|Tied|#6f6f6f|Tied|#6f6f6f",
                        "서울특별시|key|c4|c5|20.0000|2|10|김대중|#077995|Cash $1,000|#946503",
                        "O'Brien|key|c1|c2|33.3333|10|30|Ada Lovelace (Reds)|#dc2626|Bob O'Brien|#2563eb",
                        "All|key|c2|c6|66.6667|8|12|Bob O'Brien|#2563eb|<b>&\"'Tag|#9333ea");
    }

    @Test
    void noTwoSharesAreEqualBecauseTheyDetermineTheColourOfTheirGauge() throws SQLException {
        for (Moment moment : List.of(Moment.BEFORE_THE_FIRST_VOTE, Moment.COUNTING)) {
            assertThat(ask(moment, NIGHT, "Standings", "A").values("Share")).doesNotHaveDuplicates();
            assertThat(ask(moment, TURNOUT, "Ranking", "A").values("Leader's share"))
                    .doesNotHaveDuplicates();
        }
        assertThat((Double) ask(Moment.COUNTING, NIGHT, "Standings", "A")
                        .values("Share")
                        .get(0))
                .isCloseTo(0.4, within(1e-6));
    }

    @Test
    void chartsGoBackToTheFirstVoteOrAsFarAsTheChosenTimeRange() throws SQLException {
        assertThat(charted(Moment.BEFORE_THE_FIRST_VOTE, TimeRange.lastDay())).isEqualTo("15m");
        // The first vote was cast slightly more than five minutes ago, and this test may be slow.
        assertThat(charted(Moment.COUNTING, TimeRange.lastDay())).matches("([6-9]|[1-5]\\d)m");
        assertThat(charted(Moment.ALL_COUNTED, TimeRange.lastQuarterOfAnHour())).isEqualTo("15m");
        assertThat(charted(Moment.ALL_COUNTED, TimeRange.lastDay())).isEqualTo("1440m");
    }

    private String charted(Moment moment, TimeRange range) throws SQLException {
        Query charted = Dashboard.of(NIGHT).settingQueries().stream()
                .filter(query -> query.refId().equals("charted"))
                .findFirst()
                .orElseThrow();
        try (Connection connection = elections.reader(moment)) {
            return Frame.of(connection, charted.sql(List.of(), range))
                    .texts("charted")
                    .get(0);
        }
    }

    @Test
    void theMapSaysHowManyLocationsItKnows() throws SQLException {
        assertThat(mapped(Moment.NOTHING_PREPARED)).isEqualTo("no locations yet");
        assertThat(mapped(Moment.COUNTING)).isEqualTo("7 of 8 locations have coordinates");
    }

    private String mapped(Moment moment) throws SQLException {
        Query mapped = Dashboard.of(NIGHT).settingQueries().stream()
                .filter(query -> query.refId().equals("mapped"))
                .findFirst()
                .orElseThrow();
        try (Connection connection = elections.reader(moment)) {
            return Frame.of(connection, mapped.sql(List.of(), TimeRange.lastDay()))
                    .texts("mapped")
                    .get(0);
        }
    }

    @Test
    void legendTellsNameAndColourOfEveryLeader() throws SQLException {
        assertThat(rows(ask(Moment.COUNTING, NIGHT, "Who leads where", "legend")))
                .containsExactlyInAnyOrder(
                        "c1|Ada Lovelace (Reds)|#dc2626",
                        "c2|Bob O'Brien|#2563eb",
                        "c4|김대중|#0891b2",
                        "tied|Tied|#8e8e8e",
                        "none|No votes yet|#8e8e8e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien",
                "Côte d'Ivoire",
                "Cash $__timeFilter(x)",
                "서울특별시",
                "All",
                "A, B {C} %20&var-location=x",
                "$__all",
                "Nowhere"
            })
    void locationWithAnyNameIsFoundByTheKeyInItsLink(String location) throws SQLException {
        Frame everywhere = ask(Moment.COUNTING, TURNOUT, "Ranking", "A");
        String linked = everywhere.texts("key").get(everywhere.texts("Location").indexOf(location));
        Frame alone = ask(
                Moment.COUNTING, TURNOUT, "Ranking", "A", VariableValue.many("location", List.of(linked)), EVERY_PARTY);

        assertThat(everywhere.rows()).hasSize(8);
        assertThat(alone.texts("Location")).containsExactly(location);
    }

    @Test
    void oneLocationOrSeveralAddUp() throws SQLException {
        assertThat(rows(ask(
                        Moment.COUNTING,
                        TURNOUT,
                        "Registered, voted, not voted",
                        "A",
                        locations("O'Brien"),
                        EVERY_PARTY)))
                .containsExactly("60|30|30");
        assertThat(rows(ask(
                        Moment.COUNTING,
                        TURNOUT,
                        "Registered, voted, not voted",
                        "A",
                        locations("O'Brien", "All"),
                        EVERY_PARTY)))
                .containsExactly("90|42|48");
        assertThat(rows(ask(Moment.COUNTING, TURNOUT, "Turnout", "A", locations("O'Brien"), EVERY_PARTY)))
                .containsExactly("0.5000");
    }

    @Test
    void turnoutIsUnknownIfTheEligibleVotersAreUnknown() throws SQLException {
        assertThat(rows(Moment.COUNTING, TURNOUT, "Registered, voted, not voted"))
                .containsExactly("null|100|null");
        assertThat(rows(Moment.COUNTING, TURNOUT, "Turnout")).containsExactly("null");
        assertThat(rows(Moment.COUNTING, NIGHT, "Turnout")).containsExactly("null");
    }

    @Test
    void aPartyStandsForTheLocationsThatItLeads() throws SQLException {
        VariableValue party = VariableValue.many("party", List.of(key("O'Brien's Party")));

        assertThat(ask(Moment.COUNTING, TURNOUT, "Ranking", "A", EVERYWHERE, party)
                        .texts("Location"))
                .containsExactly("All");
        assertThat(rows(ask(Moment.COUNTING, TURNOUT, "Locations with votes", "A", EVERYWHERE, party)))
                .containsExactly("1|1");
    }

    @Test
    void shareByLocationSplitsEveryVote() throws SQLException {
        Frame shares = ask(Moment.COUNTING, TURNOUT, "Share by location", "A");

        assertThat(shares.texts("Location"))
                .containsExactly(
                        "O'Brien",
                        "Cash $__timeFilter(x)",
                        "Côte d'Ivoire",
                        "All",
                        "서울특별시",
                        "A, B {C} %20&var-location=x");
        assertThat(shares.values("s1")).containsExactly(20 / 30.0, 10 / 25.0, 10 / 20.0, null, null, null);
        assertThat(shares.values("s2")).containsExactly(10 / 30.0, 5 / 25.0, 10 / 20.0, 10 / 12.0, null, null);
        assertThat(shares.values("All others")).containsExactly(null, null, null, null, null, 1 / 3.0);
        assertThat(shares.texts("name_4")).contains("김대중");
    }

    @Test
    void turnoutOverTimeEndsAtTheTurnout() throws SQLException {
        Frame series =
                ask(Moment.COUNTING, TURNOUT, "Turnout over time", "A", locations("O'Brien", "Nowhere"), EVERY_PARTY);

        assertThat(series.texts("metric")).containsOnly("O'Brien");
        List<Object> values = series.values("value");
        assertThat((Double) values.get(0)).isZero();
        assertThat((Double) values.get(values.size() - 1)).isCloseTo(0.5, within(1e-12));
        assertThat(ask(Moment.COUNTING, TURNOUT, "Votes over time", "A", locations("O'Brien"), EVERY_PARTY)
                        .values("value"))
                .startsWith(0L)
                .contains(10L)
                .endsWith(30L);
    }

    @Test
    void theNewestAuditIsShownRuleByRule() throws SQLException {
        assertThat(rows(Moment.COUNTING, HEALTH, "Audit by rule"))
                .containsExactly(
                        "R1|holds|left|100|right|100|0",
                        "R2|holds|left|100|right|100|0",
                        "R3|holds|left|100|right|100|0",
                        "R4|FAILS|left|100|right|99|1",
                        "R5|holds|left|100|right|100|0",
                        "R6|holds|left|100|right|100|0",
                        "R7|holds|left|100|right|100|0");
        assertThat(ask(Moment.COUNTING, HEALTH, "Audit", "A").texts("Verdict")).containsExactly("FAIL R4");
        assertThat(ask(Moment.ALL_COUNTED, HEALTH, "Audit", "A").texts("Verdict"))
                .containsExactly("PASS");
        assertThat(ask(Moment.COUNTING_TWO_CANDIDATES, HEALTH, "Audit", "A").texts("Verdict"))
                .containsExactly("INCOMPLETE R6");
        assertThat(rows(Moment.COUNTING_TWO_CANDIDATES, HEALTH, "Audit by rule"))
                .contains("R6|INCOMPLETE|left|100|right|100|0");
    }

    @Test
    void recordsAreAccountedFor() throws SQLException {
        assertThat(rows(Moment.COUNTING, HEALTH, "Records")).containsExactly("204|100|2|3");
        assertThat(rows(Moment.COUNTING, HEALTH, "Rejected by reason"))
                .containsExactly(
                        "BAD_FIELD|2|2|0",
                        "EMPTY|1|1|0",
                        "DUPLICATE_VOTER|0|1|1",
                        "MISSING_FIELD|0|0|0",
                        "NOT_JSON|0|0|0",
                        "NOT_UTF8|0|0|0",
                        "UNDERAGE|0|0|0");
        assertThat(ask(Moment.COUNTING, HEALTH, "Rejected over time", "A").texts("metric"))
                .containsExactlyInAnyOrder("BAD_FIELD", "BAD_FIELD", "EMPTY");
        assertThat(ask(Moment.COUNTING, HEALTH, "Late votes", "A").values("value"))
                .containsExactly(1.0, 1.0);
        assertThat(ask(Moment.COUNTING, HEALTH, "Latest rejected records", "A").values("Position"))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void lagIsTheDelayOfTheNewestVote() throws SQLException {
        Frame lag = ask(Moment.COUNTING, HEALTH, "Board lag", "A");

        assertThat((Double) lag.values("Lag").get(0)).isCloseTo(1.3, within(1e-6));
        assertThat(ask(Moment.COUNTING, HEALTH, "Window completion delay", "A").values("value"))
                .hasSize(3)
                .allSatisfy(seconds -> assertThat((Double) seconds).isCloseTo(0.3, within(1e-6)));
    }

    @Test
    void jobsShowTheirNewestCheckpoint() throws SQLException {
        Frame jobs = ask(Moment.COUNTING, HEALTH, "Jobs", "A");

        assertThat(jobs.texts("Job")).containsExactly("vote-casting");
        assertThat(jobs.values("Checkpoint")).containsExactly(42L);
        assertThat((Double) jobs.values("Checkpoint age").get(0)).isGreaterThanOrEqualTo(1.0);
    }
}
