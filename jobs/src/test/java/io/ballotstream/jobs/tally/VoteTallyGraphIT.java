package io.ballotstream.jobs.tally;

import static io.ballotstream.jobs.tally.Votes.SETUP;
import static io.ballotstream.jobs.tally.Votes.START;
import static io.ballotstream.jobs.tally.Votes.TEN_MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ListSource;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.jobs.UnownedOutputs;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.jobs.tally.read.VoteReader;
import io.ballotstream.jobs.tally.read.VoteReading;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import io.ballotstream.store.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the whole graph on lists of records, without a connector. */
class VoteTallyGraphIT {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @TempDir
    static Path clusterDirectory;

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            TestCluster.of(4, METRICS.addToConfiguration(new Configuration()), () -> clusterDirectory);

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final CollectedTally tally = new CollectedTally();

    @Test
    void smallElectionIsCounted() throws Exception {
        count(
                settings(Duration.ofSeconds(10), Duration.ofMillis(50)),
                1,
                onTime("Ohio", "c2", START + 1),
                onTime("Ohio", "c1", START + 10_000),
                onTime("Utah", "c1", START + 2));

        assertThat(tally.counts())
                .containsExactly(
                        Map.of(
                                "c1", new CandidateTotal("c1", 2, START + 10_000),
                                "c2", new CandidateTotal("c2", 1, START + 1)),
                        Map.of(
                                START + "c2", new CandidateWindow(START, START + 10_000, "c2", 1),
                                START + "c1", new CandidateWindow(START, START + 10_000, "c1", 1),
                                (START + 10_000) + "c1", new CandidateWindow(START + 10_000, START + 20_000, "c1", 1)),
                        Map.of(
                                "Ohioc2", new LocationTotal("Ohio", "c2", 1, START + 1),
                                "Ohioc1", new LocationTotal("Ohio", "c1", 1, START + 10_000),
                                "Utahc1", new LocationTotal("Utah", "c1", 1, START + 2)),
                        Map.of(
                                START + "Ohio", new LocationWindow(START, START + 10_000, "Ohio", 1),
                                START + "Utah", new LocationWindow(START, START + 10_000, "Utah", 1),
                                (START + 10_000) + "Ohio",
                                        new LocationWindow(START + 10_000, START + 20_000, "Ohio", 1)),
                        Map.of(
                                "North", new PartyTotal("North", 2, START + 10_000),
                                "South", new PartyTotal("South", 1, START + 1)),
                        Map.of(
                                START + "South", new PartyWindow(START, START + 10_000, "South", 1),
                                START + "North", new PartyWindow(START, START + 10_000, "North", 1),
                                (START + 10_000) + "North",
                                        new PartyWindow(START + 10_000, START + 20_000, "North", 1)));
        assertThat(CollectedTally.last(tally.candidateResults(), CandidateResult::candidateId))
                .isEqualTo(Map.of(
                        "c1", new CandidateResult("c1", "Ada", "North", 2, 2 / 3.0, 1, START + 10_000),
                        "c2", new CandidateResult("c2", "Bob", "South", 1, 1 / 3.0, 2, START + 10_000),
                        "c10", new CandidateResult("c10", "Cy", "West", 0, 0, 3, START + 10_000)));
        assertThat(CollectedTally.last(tally.locationResults(), LocationResult::location))
                .isEqualTo(Map.of(
                        "Ohio", new LocationResult("Ohio", 2, 100L, "c1", START + 10_000),
                        "Utah", new LocationResult("Utah", 1, null, "c1", START + 2)));
        assertThat(CollectedTally.last(tally.partyResults(), PartyResult::party))
                .isEqualTo(Map.of(
                        "North", new PartyResult("North", 2, 2 / 3.0, 1, START + 10_000),
                        "South", new PartyResult("South", 1, 1 / 3.0, 2, START + 10_000),
                        "West", new PartyResult("West", 0, 0, 3, START + 10_000)));
    }

    /** Without allowed out-of-orderness, most windows have closed before their votes arrive. */
    @ParameterizedTest
    @CsvSource({"1, 0s", "3, 0s", "3, 10s", "4, 10m"})
    void countsAreIndependentOfOrderAndParallelism(int parallelism, String outOfOrderness) throws Exception {
        Random random = new Random(parallelism);
        List<VoteReading> readings = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            readings.add(onTime(
                    List.of("Ohio", "Utah", "Guam").get(random.nextInt(3)),
                    List.of("c1", "c2", "c10").get(random.nextInt(3)),
                    START + random.nextInt(300_000)));
        }
        count(
                settings(new DurationConverter().convert(outOfOrderness), Duration.ofMillis(20)),
                parallelism,
                readings.toArray(VoteReading[]::new));

        assertThat(tally.counts()).isEqualTo(expected(readings));
        assertThat(tally.lateVotes().elements()).isEmpty();
        assertThat(tally.rejectedRecords().elements()).isEmpty();
    }

    @Test
    void noCountDecreases() throws Exception {
        List<VoteReading> readings = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            readings.add(onTime("Ohio", number % 3 == 0 ? "c1" : "c2", START + number * 7L));
        }
        count(settings(Duration.ofSeconds(1), Duration.ofMillis(1)), 2, readings.toArray(VoteReading[]::new));

        Map<String, Long> newest = new HashMap<>();
        for (CandidateTotal total : tally.candidateTotals().elements()) {
            Long before = newest.put(total.candidateId(), total.votes());
            assertThat(total.votes()).isGreaterThan(before == null ? 0 : before);
        }
        assertThat(newest).isEqualTo(Map.of("c1", 1_667L, "c2", 3_333L));
    }

    @Test
    void lastDeltaIsEmittedAtTheEndOfTheInput() throws Exception {
        count(
                settings(Duration.ofHours(1), Duration.ofMinutes(1)),
                2,
                onTime("Ohio", "c1", START),
                onTime("Guam", "c2", START + 5));

        assertThat(CollectedTally.last(tally.candidateTotals(), CandidateTotal::candidateId))
                .isEqualTo(
                        Map.of("c1", new CandidateTotal("c1", 1, START), "c2", new CandidateTotal("c2", 1, START + 5)));
        assertThat(tally.candidateResults().elements())
                .extracting(CandidateResult::candidateId, CandidateResult::totalVotes)
                .containsExactly(tuple("c1", 1L), tuple("c2", 1L), tuple("c10", 0L));
        assertThat(tally.locationResults().elements()).hasSize(2);
    }

    @Test
    void lateAndRejectedRecordsAreNotCountedButInMetrics() throws Exception {
        VoteReader reader = new VoteReader(SETUP, TEN_MINUTES);
        List<VoteReading> readings = new ArrayList<>();
        for (RawRecord record : List.of(
                Votes.record(new Vote(Votes.id(1), "c1", "Ohio", START), START),
                Votes.record(new Vote(Votes.id(2), "c1", "Ohio", START - 3_600_000), START),
                Votes.record(new Vote(Votes.id(3), "c1", "Ohio", START + 3_600_000), START),
                Votes.record(new Vote(Votes.id(4), "c9", "Ohio", START), START),
                Votes.record(new Vote(Votes.id(5), "c1", "Rome", START), START),
                Votes.record("{", START),
                Votes.record("[]", START),
                Votes.record(new Vote(Votes.id(6), "c2", "Ohio", START - 1), START))) {
            readings.add(reader.read(record));
        }
        JobID job =
                count(settings(Duration.ofSeconds(10), Duration.ofMillis(50)), 1, readings.toArray(VoteReading[]::new));

        assertThat(CollectedTally.last(tally.candidateTotals(), CandidateTotal::candidateId))
                .isEqualTo(
                        Map.of("c1", new CandidateTotal("c1", 1, START), "c2", new CandidateTotal("c2", 1, START - 1)));
        assertThat(tally.lateVotes().elements())
                .containsExactly(new LateVote(new Vote(Votes.id(2), "c1", "Ohio", START - 3_600_000), START));
        assertThat(tally.rejectedRecords().elements())
                .extracting(record -> record.reason())
                .containsExactly(
                        RejectReason.FUTURE_TIME,
                        RejectReason.UNKNOWN_CANDIDATE,
                        RejectReason.UNKNOWN_LOCATION,
                        RejectReason.NOT_JSON,
                        RejectReason.NOT_JSON);
        Map<String, Long> expected = new TreeMap<>(Map.of("counted", 2L, "late", 1L));
        for (RejectReason reason : RejectReason.values()) {
            expected.put("reason." + reason + ".rejected", 0L);
        }
        expected.put("reason.NOT_JSON.rejected", 2L);
        expected.put("reason.UNKNOWN_LOCATION.rejected", 1L);
        expected.put("reason.UNKNOWN_CANDIDATE.rejected", 1L);
        expected.put("reason.FUTURE_TIME.rejected", 1L);
        assertThat(counters(job)).isEqualTo(expected);
    }

    private JobID count(TallySettings settings, int parallelism, VoteReading... readings) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        JobSettings.apply(environment);
        environment.setParallelism(parallelism);
        new VoteTallyGraph(
                        ListSource.of(VoteReading.class, List.of(readings)),
                        tally.sinks(),
                        new Votes.Source(),
                        settings,
                        new UnownedOutputs())
                .build(environment);
        return environment.execute().getJobID();
    }

    private static TallySettings settings(Duration outOfOrderness, Duration earlyFiring) {
        // On a busy machine, a source would become idle, and an idle source ends without the last watermark.
        return new TallySettings(WINDOW, outOfOrderness, Duration.ofHours(1), TEN_MINUTES, earlyFiring);
    }

    private static VoteReading onTime(String location, String candidateId, long votingTime) {
        return VoteReading.onTime(location, candidateId, votingTime);
    }

    /** Computes the expected counts with a simple loop. */
    private static List<Map<String, ?>> expected(List<VoteReading> readings) {
        Map<String, CandidateTotal> candidates = new TreeMap<>();
        Map<String, CandidateWindow> candidateWindows = new TreeMap<>();
        Map<String, LocationTotal> locations = new TreeMap<>();
        Map<String, LocationWindow> locationWindows = new TreeMap<>();
        Map<String, PartyTotal> parties = new TreeMap<>();
        Map<String, PartyWindow> partyWindows = new TreeMap<>();
        Map<String, String> partyOf = Map.of("c1", "North", "c2", "South", "c10", "West");
        for (VoteReading reading : readings) {
            String location = reading.onTime().location();
            String candidate = reading.onTime().candidateId();
            long time = reading.onTime().votingTime();
            long start = time / 10_000 * 10_000;
            candidates.merge(
                    candidate,
                    new CandidateTotal(candidate, 1, time),
                    (a, b) -> new CandidateTotal(candidate, a.votes() + 1, Math.max(a.asOf(), time)));
            candidateWindows.merge(
                    start + candidate,
                    new CandidateWindow(start, start + 10_000, candidate, 1),
                    (a, b) -> new CandidateWindow(start, start + 10_000, candidate, a.votes() + 1));
            locations.merge(
                    location + candidate,
                    new LocationTotal(location, candidate, 1, time),
                    (a, b) -> new LocationTotal(location, candidate, a.votes() + 1, Math.max(a.asOf(), time)));
            locationWindows.merge(
                    start + location,
                    new LocationWindow(start, start + 10_000, location, 1),
                    (a, b) -> new LocationWindow(start, start + 10_000, location, a.votes() + 1));
        }
        // Each candidate is the only one of a party.
        candidates.values().forEach(total -> {
            String party = partyOf.get(total.candidateId());
            parties.put(party, new PartyTotal(party, total.votes(), total.asOf()));
        });
        candidateWindows.values().forEach(window -> {
            String party = partyOf.get(window.candidateId());
            partyWindows.put(
                    window.windowStart() + party,
                    new PartyWindow(window.windowStart(), window.windowEnd(), party, window.votes()));
        });
        return List.of(candidates, candidateWindows, locations, locationWindows, parties, partyWindows);
    }

    /** The counters of the operator that separates votes, by the end of their names. */
    private static Map<String, Long> counters(JobID job) {
        String operator = "on time, late or rejected.0.";
        Map<String, Long> counters = new TreeMap<>();
        METRICS.findMetrics(job, operator + "(counted|late|reason.*)$")
                .forEach((name, metric) -> counters.put(
                        name.substring(name.indexOf(operator) + operator.length()), ((Counter) metric).getCount()));
        return counters;
    }
}
