package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test acts as the jobs: it commits their offsets and records their checkpoints. */
class DrainIT {
    /** After the last committed record of every partition, before aborted records and markers. */
    private static final long READ = 13;

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    /**
     * Removes a vote from the tables. With all votes they would be complete, and the drain would wait for no
     * checkpoint.
     */
    private static final String ONE_LESS_COUNTED =
            "UPDATE candidate_totals SET votes = votes - 1 WHERE candidate_id = 'c1'";

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.migrated("drain");
    }

    @BeforeEach
    void everythingIsPublishedAndRead() throws Exception {
        SmallElection.fillTables(database, SmallElection.resultsFile(directory));
        TestBroker.recreateTopics(Broker.PARTITIONS);
        SmallElection.publish();
        Broker.commitOffsets(Jobs.CASTING, Topics.VOTERS, READ);
        Broker.commitOffsets(Jobs.TALLY, Topics.VOTES, READ);
        database.execute(
                "INSERT INTO job_runs (job, election_id, flink_job_id, last_checkpoint)"
                        + " VALUES ('vote-casting', 'e1', 'a', 40), ('vote-tally', 'e1', 'b', NULL)",
                ONE_LESS_COUNTED);
    }

    @Test
    void streamIsDrainedWithoutFurtherCheckpointsWhenEverythingIsReadCountedAndPublished() throws Exception {
        database.execute("UPDATE candidate_totals SET votes = votes + 1 WHERE candidate_id = 'c1'");

        assertThat(await(Duration.ofSeconds(30), said -> {})).isEmpty();
    }

    @Test
    void drainWaitsForCheckpointsIfAggregatedTopicsLackVotes() throws Exception {
        database.execute("UPDATE candidate_totals SET votes = votes + 1 WHERE candidate_id = 'c1'");
        SmallElection.publishResults(SmallElection.candidateResults().subList(0, 1), List.of(), List.of());

        assertThat(await(Duration.ofSeconds(2), said -> {}))
                .hasSize(2)
                .allSatisfy(missing -> assertThat(missing).contains("checkpoints since it has read everything"));
    }

    @Test
    void drainWaitsForUnreadRecordsEvenIfAllExpectedVotesAreCounted() throws Exception {
        database.execute("UPDATE candidate_totals SET votes = votes + 1 WHERE candidate_id = 'c1'");
        Broker.publish(Topics.VOTES, List.of("one too many".getBytes(StandardCharsets.UTF_8)));

        assertThat(await(Duration.ZERO, said -> {}))
                .singleElement()
                .asString()
                .startsWith("vote-tally has not read all of votes_topic");
    }

    @Test
    void streamIsDrainedWhenBothJobsHaveCompletedTwoCheckpointsSinceTheyReadEverything() throws Exception {
        List<List<String>> told = new ArrayList<>();

        List<String> missing = await(LONG, said -> {
            told.add(said);
            checkpoint(Jobs.CASTING);
            checkpoint(Jobs.TALLY);
        });

        assertThat(missing).isEmpty();
        assertThat(told)
                .containsExactly(
                        List.of(
                                "vote-casting has completed 0 of 4 checkpoints since it has read everything",
                                "vote-tally has completed 0 of 4 checkpoints since it has read everything"),
                        List.of(
                                "vote-casting has completed 1 of 4 checkpoints since it has read everything",
                                "vote-tally has completed 1 of 4 checkpoints since it has read everything"),
                        List.of(
                                "vote-casting has completed 2 of 4 checkpoints since it has read everything",
                                "vote-tally has completed 2 of 4 checkpoints since it has read everything"),
                        List.of(
                                "vote-casting has completed 3 of 4 checkpoints since it has read everything",
                                "vote-tally has completed 3 of 4 checkpoints since it has read everything"));
    }

    @Test
    void numbersThatWereSkippedCountAsOneSinceTheyMayBeOfCheckpointsFromBefore() throws Exception {
        List<String> missing = lastOf(
                6, () -> database.execute("UPDATE job_runs SET last_checkpoint = 90 WHERE job = 'vote-casting'"));

        assertThat(missing).contains("vote-casting has completed 1 of 4 checkpoints since it has read everything");
    }

    @Test
    void checkpointsOfOneJobDoNotCountForTheOther() throws Exception {
        List<String> missing = lastOf(6, () -> checkpoint(Jobs.CASTING));

        assertThat(missing).containsExactly("vote-tally has completed 0 of 4 checkpoints since it has read everything");
    }

    @Test
    void checkpointsOfAnotherRunCountFromItsFirst() throws Exception {
        List<List<String>> told = new ArrayList<>();

        List<String> missing = await(LONG, said -> {
            told.add(said);
            checkpoint(Jobs.TALLY);
            if (told.size() == 1) {
                database.execute(
                        "UPDATE job_runs SET flink_job_id = 'c', last_checkpoint = 90 WHERE job = 'vote-casting'");
            } else {
                checkpoint(Jobs.CASTING);
            }
        });

        assertThat(missing).isEmpty();
        assertThat(told.get(1)).contains("vote-casting has completed 0 of 4 checkpoints since it has read everything");
        assertThat(told).hasSize(5);
    }

    @Test
    void laterRecordRestartsTheCountOfCheckpoints() throws Exception {
        List<List<String>> told = new ArrayList<>();

        List<String> missing = await(LONG, said -> {
            told.add(said);
            checkpoint(Jobs.CASTING);
            checkpoint(Jobs.TALLY);
            if (told.size() == 1) {
                Broker.publish(Topics.VOTES, List.of("late comer".getBytes(StandardCharsets.UTF_8)));
            } else if (told.size() == 2) {
                Broker.commitOffsets(Jobs.TALLY, Topics.VOTES, 100);
            }
        });

        assertThat(missing).isEmpty();
        // Partition 0: four aborted records and a marker, four committed ones and a marker, the first five again, and
        // an aborted record and a marker before the one that came later.
        assertThat(told.get(1))
                .containsExactly("vote-tally has not read all of votes_topic, for example partition 0, offset 17");
        assertThat(told.get(2)).contains("vote-tally has completed 0 of 4 checkpoints since it has read everything");
        assertThat(told).hasSize(6);
    }

    @Test
    void everythingMissingIsNamedAfterTheTimeout() throws Exception {
        Broker.commitOffsets(Jobs.CASTING, Topics.VOTERS, 12);
        Broker.commitOffsets(Jobs.TALLY, Topics.VOTES, 8);
        database.execute("UPDATE seeding_manifest SET records = 1990 WHERE kind = 'ON_TIME'");

        assertThat(await(Duration.ZERO, said -> {}))
                .containsExactly(
                        "vote-casting has not read all of voters_topic, for example partition 0, offset 12",
                        "vote-tally has not read all of votes_topic, for example partition 0, offset 8",
                        "publishing is not complete, voters_topic contains 16 of 1,996 records");
    }

    @Test
    void jobsThatHaveNotBeenStartedAreNamed() throws Exception {
        database.execute("DELETE FROM job_runs");

        assertThat(await(Duration.ZERO, said -> {}))
                .containsExactly("vote-casting has not been started", "vote-tally has not been started");
    }

    @Test
    void jobThatHasCommittedNothingHasReadNothing() throws Exception {
        TestBroker.recreateTopics(Broker.PARTITIONS);
        SmallElection.publish();

        assertThat(await(Duration.ZERO, said -> {}))
                .hasSize(2)
                .satisfiesExactly(
                        casting -> assertThat(casting).startsWith("vote-casting has not read all of voters_topic"),
                        tally -> assertThat(tally).startsWith("vote-tally has not read all of votes_topic"));
    }

    /** What is missing at the last of the given number of looks. Runs an action after each look. */
    private static List<String> lastOf(int looks, Runnable afterEach) {
        List<List<String>> told = new ArrayList<>();
        assertThatThrownBy(() -> await(LONG, said -> {
                    told.add(said);
                    if (told.size() == looks) {
                        throw new EnoughLooks();
                    }
                    afterEach.run();
                }))
                .isInstanceOf(EnoughLooks.class);
        return told.get(looks - 1);
    }

    private static final class EnoughLooks extends RuntimeException {}

    private static void checkpoint(String job) {
        database.execute(
                "UPDATE job_runs SET last_checkpoint = coalesce(last_checkpoint, 0) + 1 WHERE job = '" + job + "'");
    }

    private static List<String> await(Duration patience, Consumer<List<String>> progress) throws InterruptedException {
        return new Drain(database.owner(), TestBroker.address()).await(patience, progress);
    }
}
