package io.ballotstream.jobs.tally;

import static io.ballotstream.jobs.tally.Votes.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.ServicesTestBase;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.jobs.fencing.FencedOutException;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.ResultJson;
import io.ballotstream.model.codec.VoteJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class VoteTallyJobIT extends ServicesTestBase {
    @TempDir
    static Path clusterDirectory;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = TestCluster.thatRestartsJobs(2, () -> clusterDirectory);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The first checkpoint starts at a random time within this duration. */
    private static final Duration NO_CHECKPOINTS = Duration.ofDays(1_000);

    private static final Duration CHECKPOINTS = Duration.ofMillis(500);

    private static final String COUNTED = "SELECT coalesce(sum(votes), 0) FROM candidate_totals";
    private static final String LATE = "SELECT vote_id FROM late_votes ORDER BY vote_id";
    private static final List<String> ALL_COUNTS = List.of(
            "SELECT candidate_id, votes, as_of FROM candidate_totals ORDER BY 1",
            "SELECT location, candidate_id, votes, as_of FROM location_totals ORDER BY 1, 2",
            "SELECT window_start, window_end, candidate_id, votes FROM votes_per_candidate ORDER BY 1, 3",
            "SELECT window_start, window_end, location, votes FROM turnout_by_location ORDER BY 1, 3",
            LATE,
            "SELECT kafka_partition, kafka_offset, reason, payload FROM rejected_records ORDER BY 1, 2");

    private static int killed;

    private final List<TestVote> published = new ArrayList<>();

    /** The n-th vote. Every 50th is late, every 100th has a future time. 1000 votes span 10 s. */
    private record TestVote(int number) {
        private static final List<String> CANDIDATES = List.of("c1", "c2", "c2", "c10");
        private static final List<String> LOCATIONS = List.of("Ohio", "Utah", "Guam");

        boolean isFuture() {
            return number % 100 == 99;
        }

        boolean isLate() {
            return number % 50 == 49 && !isFuture();
        }

        boolean isCounted() {
            return !isFuture() && !isLate();
        }

        long kafkaTimestamp() {
            return START + number * 10L;
        }

        Vote vote() {
            long dwell = isLate() ? 3_600_000 : isFuture() ? -3_600_000 : number * 7919L % 5_000;
            return new Vote(
                    Votes.id(number), CANDIDATES.get(number % 4), LOCATIONS.get(number % 3), kafkaTimestamp() - dwell);
        }

        ProducerRecord<byte[], byte[]> record(int partition) {
            return new ProducerRecord<>(
                    Topics.VOTES, partition, kafkaTimestamp(), vote().voteId().toAscii(), VoteJson.write(vote()));
        }
    }

    @Test
    void tallyOfABacklogEqualsALiveTally() throws Exception {
        JobClient along = start(TallySettings.DEFAULT, CHECKPOINTS, 2);
        List<List<String>> ranAlong;
        try {
            // The second partition is slow: it delivers voting times that the first one delivered long before.
            publishVotes(0, 0, 1_500);
            awaitCounted();
            publishVotes(1, 1_500, 1_600);
            publishVotes(0, 5_000, 7_000);
            awaitCounted();
            publishVotes(1, 1_600, 5_000);
            awaitCounted();
            assertThatCountsAreExact();
            await().atMost(PATIENCE).until(() -> rows(LATE).size() == late().size() && rejected() == future());
            ranAlong = counts();
        } finally {
            TestCluster.cancel(along);
        }
        for (int parallelism : new int[] {1, 2}) {
            execute("TRUNCATE votes_per_candidate, turnout_by_location, candidate_totals, location_totals, late_votes,"
                    + " rejected_records, job_runs");
            runToTheEnd(parallelism);
            assertThat(counts()).isEqualTo(ranAlong);
        }
        assertThat(rows(LATE)).isEqualTo(late());
    }

    @Test
    void lastVoteIsVisibleWithinTwoSeconds() throws Exception {
        JobClient job = start(TallySettings.DEFAULT, CHECKPOINTS, 2);
        try {
            publishVotes(0, 0, 10);
            awaitCounted();
            for (int number = 10; number < 13; number++) {
                publishVotes(number % 2, number, number + 1);
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> counted() == published.size());
            }
            assertThatCountsAreExact();
            awaitResultTopics();
        } finally {
            TestCluster.cancel(job);
        }
    }

    @Test
    void idlePartitionDoesNotKeepWindowsOpen() throws Exception {
        // Longer than this test waits, so that only the watermark can emit the vote.
        TallySettings onlyByWatermark = new TallySettings(
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofSeconds(1),
                TallySettings.DEFAULT.lateness(),
                Duration.ofMinutes(1));
        JobClient job = start(onlyByWatermark, CHECKPOINTS, 2);
        try {
            publishVotes(0, 0, 1);
            publishVotes(0, 6_000, 6_001);
            await().atMost(Duration.ofSeconds(30)).until(() -> counted() == 1);
        } finally {
            TestCluster.cancel(job);
        }
    }

    @Test
    void everyVoteIsCountedOnceIfATaskManagerIsKilled(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient job = start(TallySettings.DEFAULT, NO_CHECKPOINTS, 2);
        List<Map<String, Long>> seen = new ArrayList<>();
        try {
            publishVotes(0, 0, 1_000);
            awaitCounted(seen);
            for (int kill = 1; kill <= 2; kill++) {
                commitResults(cluster, job);
                int takenBack = uncommitted(Topics.CANDIDATE_RESULTS);
                // Already in the tables and in an open transaction, but not in a checkpoint: the restart counts them
                // again.
                publishVotes(kill % 2, 1_000 * kill, 1_000 * kill + 500);
                awaitCounted(seen);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(uncommitted(Topics.CANDIDATE_RESULTS))
                                .isGreaterThan(takenBack));
                kill(cluster);
                publishVotes(0, 1_000 * kill + 500, 1_000 * kill + 1_000);
                awaitCounted(seen);
            }
            commitResults(cluster, job);
            assertThat(TestCluster.restarts(cluster, job)).isGreaterThanOrEqualTo(2);
        } finally {
            TestCluster.cancel(job);
        }
        assertThatCountsAreExact();
        assertThat(rows(LATE)).isEqualTo(late());

        assertThat(seen).hasSizeGreaterThan(10);
        Map<String, Long> newest = new HashMap<>();
        for (Map<String, Long> board : seen) {
            board.forEach((candidate, votes) ->
                    assertThat(votes).isGreaterThanOrEqualTo(newest.merge(candidate, votes, Math::max)));
        }
        assertThatTotalsOnTopicRise(Topics.CANDIDATE_RESULTS);
        assertThatTotalsOnTopicRise(Topics.LOCATION_RESULTS);
        // The killed TaskManagers had written results, which were aborted.
        assertThat(uncommitted(Topics.CANDIDATE_RESULTS)).isGreaterThanOrEqualTo(2);
    }

    private static int uncommitted(String topic) {
        return written(topic).size() - committed(topic).size();
    }

    /** Takes checkpoints until the topics hold the results of all published votes. */
    private void commitResults(MiniCluster cluster, JobClient job) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            takeCheckpoint(cluster, job);
            assertThatResultTopicsAreExact();
        });
    }

    /** Takes a checkpoint as soon as all tasks run. */
    private static void takeCheckpoint(MiniCluster cluster, JobClient job) {
        await().atMost(PATIENCE)
                .ignoreException(ExecutionException.class)
                .until(() -> cluster.triggerCheckpoint(job.getJobID()).get() != null);
    }

    @Test
    void lateVoteIsWrittenOnceIfATaskManagerIsKilled(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient job = start(TallySettings.DEFAULT, NO_CHECKPOINTS, 2);
        try {
            publishVotes(0, 0, 40);
            awaitCounted();
            takeCheckpoint(cluster, job);
            String query = "SELECT last_checkpoint FROM job_runs WHERE last_checkpoint IS NOT NULL";
            await().atMost(PATIENCE).until(() -> !rows(query).isEmpty());
            List<String> checkpoint = rows(query);

            publishVotes(0, 40, 60);
            awaitCounted();
            await().atMost(PATIENCE)
                    .until(() -> rows(LATE).equals(List.of(Votes.id(49).toString())));
            assertThat(rows(query)).isEqualTo(checkpoint);
            kill(cluster);

            publishVotes(0, 60, 140);
            awaitCounted();
            assertThat(TestCluster.restarts(cluster, job)).isPositive();
            assertThatCountsAreExact();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(LATE)).isEqualTo(late()));
            await().atMost(PATIENCE).until(() -> rejected() == future());
        } finally {
            TestCluster.cancel(job);
        }
    }

    @Test
    void savepointCanBeRestoredWithAnotherParallelism(@TempDir Path directory) throws Exception {
        JobClient first = start(TallySettings.DEFAULT, CHECKPOINTS, 1);
        publishVotes(0, 0, 1_000);
        awaitCounted();
        String savepoint = first.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        publishVotes(1, 1_000, 2_000);

        StreamExecutionEnvironment rescaled = environment(CHECKPOINTS, 2);
        rescaled.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        VoteTallyJob.build(rescaled, new JobOptions(kafka(), login(), false), TallySettings.DEFAULT);
        JobClient second = rescaled.executeAsync(Jobs.TALLY);
        try {
            awaitCounted();
            assertThatCountsAreExact();
            awaitResultTopics();
            assertThat(rows(LATE)).isEqualTo(late());
            assertThatTotalsOnTopicRise(Topics.CANDIDATE_RESULTS);
        } finally {
            TestCluster.cancel(second);
        }
    }

    @Test
    void lastResultsAreEmittedAtTheEndOfABoundedTopic() throws Exception {
        TallySettings slow = new TallySettings(
                TallySettings.DEFAULT.window(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                TallySettings.DEFAULT.lateness(),
                Duration.ofMinutes(1));
        publishVotes(0, 0, 60);
        StreamExecutionEnvironment environment = environment(NO_CHECKPOINTS, 2);
        VoteTallyJob.build(environment, new JobOptions(kafka(), login(), true), slow);
        environment.execute(Jobs.TALLY);

        assertThatCountsAreExact();
        assertThatResultTopicsAreExact();
    }

    @Test
    void startWithoutStateIsRefusedIfTheTablesContainResults() throws Exception {
        publishVotes(0, 0, 10);
        runToTheEnd(2);
        List<List<String>> before = counts();

        assertThatThrownBy(() -> runToTheEnd(2))
                .hasRootCauseInstanceOf(FencedOutException.class)
                .rootCause()
                .hasMessageStartingWith("vote-tally starts without state, but its tables already contain");
        assertThat(counts()).isEqualTo(before);
    }

    private static JobClient start(TallySettings settings, Duration checkpoints, int parallelism) throws Exception {
        StreamExecutionEnvironment environment = environment(checkpoints, parallelism);
        VoteTallyJob.build(environment, new JobOptions(kafka(), login(), false), settings);
        return environment.executeAsync(Jobs.TALLY);
    }

    private static void runToTheEnd(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = environment(CHECKPOINTS, parallelism);
        VoteTallyJob.build(environment, new JobOptions(kafka(), login(), true), TallySettings.DEFAULT);
        environment.execute(Jobs.TALLY);
    }

    private static StreamExecutionEnvironment environment(Duration checkpoints, int parallelism) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(checkpoints.toMillis());
        return environment;
    }

    private static void kill(MiniCluster cluster) throws Exception {
        // The cluster numbers its TaskManagers from 0, and does not reuse numbers.
        cluster.terminateTaskManager(killed++).get();
        cluster.startTaskManager();
    }

    private void publishVotes(int partition, int from, int to) throws Exception {
        List<TestVote> votes = IntStream.range(from, to).mapToObj(TestVote::new).toList();
        publish(votes.stream().map(vote -> vote.record(partition)).toList());
        published.addAll(votes);
    }

    private static long counted() throws Exception {
        return Long.parseLong(rows(COUNTED).get(0));
    }

    private void awaitCounted() {
        awaitCounted(new ArrayList<>());
    }

    /** Waits until all published votes are counted, and records the counts in the table meanwhile. */
    private void awaitCounted(List<Map<String, Long>> seen) {
        long expected = published.stream().filter(TestVote::isCounted).count();
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> board = new TreeMap<>();
            for (String row : rows("SELECT candidate_id, votes FROM candidate_totals")) {
                String[] columns = row.split("\\|");
                board.put(columns[0], Long.parseLong(columns[1]));
            }
            seen.add(board);
            assertThat(board.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(expected);
        });
    }

    private static long rejected() throws Exception {
        return Long.parseLong(rows("SELECT count(*) FROM rejected_records WHERE reason = 'FUTURE_TIME'")
                .get(0));
    }

    private long future() {
        return published.stream().filter(TestVote::isFuture).count();
    }

    private static List<List<String>> counts() throws Exception {
        List<List<String>> counts = new ArrayList<>();
        for (String query : ALL_COUNTS) {
            counts.add(rows(query));
        }
        return counts;
    }

    /** Compares the final content of all four tables of counts with a simple loop. */
    private void assertThatCountsAreExact() {
        Map<String, Long> expected = new TreeMap<>();
        published.stream().filter(TestVote::isCounted).map(TestVote::vote).forEach(vote -> {
            long window = Math.floorDiv(vote.votingTime(), 10_000) * 10;
            for (String key : List.of(
                    "candidate " + vote.candidateId(),
                    "location " + vote.location() + " " + vote.candidateId(),
                    "window " + window + " " + vote.candidateId(),
                    "window " + window + " " + vote.location())) {
                expected.merge(key, 1L, Long::sum);
            }
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> counted = new TreeMap<>();
            for (String row : rows("SELECT 'candidate ' || candidate_id, votes FROM candidate_totals"
                    + " UNION ALL SELECT 'location ' || location || ' ' || candidate_id, votes FROM location_totals"
                    + " UNION ALL SELECT 'window ' || extract(epoch FROM window_start)::bigint || ' ' || candidate_id, votes"
                    + " FROM votes_per_candidate"
                    + " UNION ALL SELECT 'window ' || extract(epoch FROM window_start)::bigint || ' ' || location, votes"
                    + " FROM turnout_by_location")) {
                String[] columns = row.split("\\|");
                counted.put(columns[0], Long.parseLong(columns[1]));
            }
            assertThat(counted).isEqualTo(expected);
        });
    }

    private List<String> late() {
        return published.stream()
                .filter(TestVote::isLate)
                .map(vote -> vote.vote().voteId().toString())
                .sorted()
                .toList();
    }

    private void awaitResultTopics() {
        await().atMost(PATIENCE).untilAsserted(this::assertThatResultTopicsAreExact);
    }

    private void assertThatResultTopicsAreExact() throws InvalidRecordException {
        assertThat(lastOnTopic(Topics.CANDIDATE_RESULTS)).isEqualTo(candidateResults());
        assertThat(lastOnTopic(Topics.LOCATION_RESULTS)).isEqualTo(locationResults());
        assertThat(lastOnTopic(Topics.PARTY_RESULTS)).isEqualTo(partyResults());
    }

    /** The newest committed value of each key. */
    private static Map<String, String> lastOnTopic(String topic) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
            last.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
        }
        return last;
    }

    /** The expected final content of the topic of candidates. */
    private Map<String, String> candidateResults() {
        List<Vote> votes = published.stream()
                .filter(TestVote::isCounted)
                .map(TestVote::vote)
                .toList();
        long asOf = votes.stream().mapToLong(Vote::votingTime).max().orElseThrow();
        Map<String, Long> totals = new LinkedHashMap<>();
        for (Candidate candidate : Votes.SETUP.candidates()) {
            totals.put(
                    candidate.candidateId(),
                    votes.stream()
                            .filter(vote -> vote.candidateId().equals(candidate.candidateId()))
                            .count());
        }
        Map<String, String> results = new TreeMap<>();
        for (Candidate candidate : Votes.SETUP.candidates()) {
            long own = totals.get(candidate.candidateId());
            long ahead = totals.values().stream().filter(other -> other > own).count();
            long equalBefore = totals.entrySet().stream()
                    .takeWhile(total -> !total.getKey().equals(candidate.candidateId()))
                    .filter(total -> total.getValue() == own)
                    .count();
            CandidateResult result = new CandidateResult(
                    candidate.candidateId(),
                    candidate.candidateName(),
                    candidate.partyAffiliation(),
                    own,
                    (double) own / votes.size(),
                    (int) (1 + ahead + equalBefore),
                    asOf);
            results.put(result.candidateId(), new String(ResultJson.write(result), UTF_8));
        }
        return results;
    }

    /** The expected final content of the topic of parties. Here, each candidate is the only one of a party. */
    private Map<String, String> partyResults() throws InvalidRecordException {
        Map<String, String> results = new TreeMap<>();
        for (String json : candidateResults().values()) {
            CandidateResult candidate = ResultJson.readCandidateResult(json.getBytes(UTF_8));
            PartyResult result = new PartyResult(
                    candidate.partyAffiliation(),
                    candidate.totalVotes(),
                    candidate.share(),
                    candidate.rank(),
                    candidate.asOf());
            results.put(result.party(), new String(ResultJson.write(result), UTF_8));
        }
        return results;
    }

    /** The expected final content of the topic of locations. */
    private Map<String, String> locationResults() {
        Map<String, List<Vote>> byLocation = new TreeMap<>();
        published.stream()
                .filter(TestVote::isCounted)
                .map(TestVote::vote)
                .forEach(vote -> byLocation
                        .computeIfAbsent(vote.location(), unused -> new ArrayList<>())
                        .add(vote));
        Map<String, String> results = new TreeMap<>();
        byLocation.forEach((location, votes) -> {
            String leader = null;
            long most = 0;
            for (Candidate candidate : Votes.SETUP.candidates()) {
                long own = votes.stream()
                        .filter(vote -> vote.candidateId().equals(candidate.candidateId()))
                        .count();
                if (own > most) {
                    leader = candidate.candidateId();
                    most = own;
                }
            }
            long asOf = votes.stream().mapToLong(Vote::votingTime).max().orElseThrow();
            results.put(
                    location,
                    new String(
                            ResultJson.write(new LocationResult(location, votes.size(), null, leader, asOf)), UTF_8));
        });
        return results;
    }

    private static void assertThatTotalsOnTopicRise(String topic) {
        Pattern total = Pattern.compile("\"total_votes\":(\\d+)");
        Map<String, Long> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
            Matcher matcher = total.matcher(new String(record.value(), UTF_8));
            assertThat(matcher.find()).isTrue();
            long votes = Long.parseLong(matcher.group(1));
            Long before = newest.put(new String(record.key(), UTF_8), votes);
            assertThat(votes).isGreaterThanOrEqualTo(before == null ? 0 : before);
        }
        assertThat(newest).isNotEmpty();
    }
}
