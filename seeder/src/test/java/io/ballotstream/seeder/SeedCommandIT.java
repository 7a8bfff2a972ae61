package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.testing.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SeedCommandIT {
    private static final String[] SMALL = {"--voters", "200", "--rate", "max", "--late", "0.1", "--malformed", "0.1"};

    @Test
    void seedingPrintsItsResult() {
        SeededServices services = SeededServices.fresh("command");

        SeedRun run = SeedRun.on(services, SMALL);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualToNormalizingNewlines("Published \"Simulated election\": 200 voters, 220 records.\n");
        assertThat(run.exitCode()).isZero();
        assertThat(services.published()).hasSize(220);
    }

    @Test
    void phasesRunOneAfterTheOther() {
        SeededServices services = SeededServices.fresh("phases");

        SeedRun prepared = SeedRun.on(services, "--voters", "50", "--phase", "prepare", "--name", "Mayor");
        assertThat(prepared.out()).isEqualToNormalizingNewlines("Prepared \"Mayor\": 50 voters, 50 records.\n");
        assertThat(services.published()).isEmpty();

        SeedRun published = SeedRun.on(services, "--phase", "publish", "--rate", "max");
        assertThat(published.out()).isEqualToNormalizingNewlines("Published \"Mayor\": 50 voters, 50 records.\n");
        assertThat(services.published()).hasSize(50);
    }

    @Test
    void publishingBeforePreparingIsRefused() {
        SeededServices services = SeededServices.fresh("unprepared");

        SeedRun run = SeedRun.on(services, "--phase", "publish");

        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "The database contains no election to publish: run --phase prepare first.\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void secondElectionIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("second_election");
        SeedRun.on(services, SMALL);

        SeedRun run = SeedRun.on(services, SMALL);

        assertThat(run.err())
                .isEqualToNormalizingNewlines("The database already contains the election \"Simulated election\":"
                        + " continue it with --resume, or start over with --reset.\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(services.published()).hasSize(220);
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(200);
    }

    @Test
    void resumingWithoutAnElectionBeginsOne() {
        SeededServices services = SeededServices.fresh("resume_nothing");

        assertThat(SeedRun.on(services, "--voters", "30", "--resume").exitCode())
                .isZero();
        assertThat(SeedRun.on(services, "--resume").exitCode()).isZero();

        assertThat(services.published()).hasSize(30);
    }

    @Test
    void optionThatContradictsTheElectionIsRefused() {
        SeededServices services = SeededServices.fresh("contradiction");
        SeedRun.on(services, SMALL);

        contradicts(services, "--voters", "201", "200");
        contradicts(services, "--seed", "2", "1");
        contradicts(services, "--scale", "2", "1");
        contradicts(services, "--late", "0.2", "20 records");
        contradicts(services, "--malformed", "0", "20 records");
        contradicts(services, "--duplicates", "0.5", "0 records");
        contradicts(services, "--underage", "0.5", "0 records");
        contradicts(services, "--voting-age", "21", "18");
        contradicts(services, "--partitions", "8", "4");
        contradicts(services, "--name", "Mayor", "\"Simulated election\"");
        contradicts(services, "--results", "../data/us-president-2020-by-state.csv", "none");
        contradicts(services, "--example", "uk-2024", "none");
        contradicts(services, "--contest", "location", "nation");
    }

    private static void contradicts(SeededServices services, String option, String value, String begun) {
        SeedRun run = SeedRun.on(services, "--resume", option, value);

        assertThat(run.err())
                .isEqualToNormalizingNewlines(option + " contradicts the existing election, which was prepared with "
                        + begun + ": omit the option, or start over with --reset.\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void optionsThatAgreeWithTheElectionAreFine() {
        SeededServices services = SeededServices.fresh("agreement");
        SeedRun.on(services, SMALL);

        SeedRun run = SeedRun.on(
                services, "--resume", "--voters", "200", "--late", "0.1", "--malformed", "0.1", "--nationality", "us");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void topicWithRecordsButNoElectionIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("records_first");
        SeedRun.on(services, SMALL);
        services.execute("TRUNCATE election, candidates, locations, ballot_plan, voters, seeding_manifest, job_runs");

        SeedRun run = SeedRun.on(services, SMALL);

        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "The topic voters_topic contains records, but the database contains no election:"
                                + " --reset empties both.\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void topicWithOtherPartitionsIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("other_partitions");
        try (Admin admin = TestBroker.admin()) {
            admin.createTopics(List.of(new NewTopic(Topics.VOTES, Optional.of(3), Optional.of((short) 1))))
                    .all()
                    .get();
        }

        SeedRun run = SeedRun.on(services, SMALL);

        assertThat(run.err())
                .isEqualToNormalizingNewlines("The topic votes_topic exists with 3 partitions, not 4:"
                        + " set --partitions to this number, or start over with --reset.\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(services.number("SELECT count(*) FROM election")).isZero();
    }

    @Test
    void electionWithoutTopicsIsRefused() {
        SeededServices services = SeededServices.fresh("topics_gone");
        SeedRun.on(services, SMALL);
        SeededServices.fresh("emptied_kafka");

        SeedRun run = SeedRun.on(services, "--resume");

        assertThat(run.err())
                .isEqualToNormalizingNewlines("The database contains an election, but Kafka at " + services.brokers
                        + " has no voters_topic, votes_topic, aggregated_votes_per_candidate,"
                        + " aggregated_turnout_by_location, aggregated_votes_per_party: set --kafka to the brokers of that election, or start over"
                        + " with --reset.\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void resetStartsOver() throws Exception {
        SeededServices services = SeededServices.fresh("reset");
        SeedRun.on(services, SMALL);
        services.execute("INSERT INTO votes VALUES ('v', 'x', 'c1', 'Ohio', now())");
        services.execute("INSERT INTO audit_results VALUES (now(), 'R1', 'a', 1, 'b', 2, 1, false)");
        services.execute("INSERT INTO job_runs (job, election_id, flink_job_id, started_at)"
                + " SELECT 'vote-tally', election_id, 'f', now() - interval '1 hour' FROM election");
        commitPosition(services, Jobs.CASTING);
        String before = services.text("SELECT election_id FROM election");

        SeedRun run = SeedRun.on(services, "--reset", "--voters", "30", "--partitions", "2", "--rate", "max");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(services.text("SELECT election_id FROM election")).isNotEqualTo(before);
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(30);
        for (String table : List.of("votes", "audit_results", "job_runs")) {
            assertThat(services.number("SELECT count(*) FROM " + table))
                    .as(table)
                    .isZero();
        }
        assertThat(services.published()).hasSize(30).allMatch(record -> record.partition() < 2);
        assertThat(services.number("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'ballotstream\\_%'"))
                .isEqualTo(2);
        try (Admin admin = TestBroker.admin()) {
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().startsWith(Jobs.CASTING));
        }
    }

    private static void commitPosition(SeededServices services, String group) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(Topics.VOTERS, 0), new OffsetAndMetadata(5)))
                    .all()
                    .get();
        }
    }

    @Test
    void resetOfNothingIsFine() {
        SeededServices services = SeededServices.fresh("reset_nothing");

        assertThat(SeedRun.on(services, "--reset", "--voters", "30", "--rate", "max")
                        .exitCode())
                .isZero();
    }

    @Test
    void resetIsRefusedWhileAJobCompletesCheckpoints() throws Exception {
        SeededServices services = SeededServices.fresh("reset_running");
        SeedRun.on(services, SMALL);
        services.execute("INSERT INTO job_runs (job, election_id, flink_job_id, last_checkpoint, checkpoint_at)"
                + " SELECT 'vote-casting', election_id, 'f', 1, now() FROM election");
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        try {
            job.scheduleWithFixedDelay(() -> checkpoint(services), 0, 200, TimeUnit.MILLISECONDS);

            SeedRun run = SeedRun.on(services, "--reset");

            assertThat(run.err())
                    .isEqualToNormalizingNewlines("--reset is refused while a job reads the topics:"
                            + " vote-casting must be stopped first.\n");
            assertThat(run.exitCode()).isEqualTo(2);
        } finally {
            job.shutdownNow();
            job.awaitTermination(10, TimeUnit.SECONDS);
        }
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(200);
        assertThat(services.published()).hasSize(220);
    }

    private static void checkpoint(SeededServices services) {
        services.execute("UPDATE job_runs SET last_checkpoint = last_checkpoint + 1, checkpoint_at = now()");
    }

    @Test
    void resetWorksAfterAJobWasStopped() throws Exception {
        SeededServices services = SeededServices.fresh("reset_stopped");
        SeedRun.on(services, SMALL);
        services.execute("INSERT INTO job_runs (job, election_id, flink_job_id, last_checkpoint, checkpoint_at)"
                + " SELECT 'vote-casting', election_id, 'f', 1, now() FROM election");

        assertThat(SeedRun.on(services, "--reset", "--voters", "30", "--rate", "max")
                        .exitCode())
                .isZero();
        assertThat(services.published()).hasSize(30);
    }

    @Test
    void secondSeederAtTheSameTimeIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("two_seeders");

        try (Seeder first = services.open(SeedListener.NONE)) {
            SeedRun run = SeedRun.on(services, SMALL);

            assertThat(run.err())
                    .isEqualToNormalizingNewlines(
                            "Another seeder is working on the database " + services.database + ".\n");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(first.election()).isEmpty();
        }
    }

    @Test
    void unreachableKafkaIsAFailedService() throws Exception {
        SeededServices services = SeededServices.fresh("no_kafka");

        SeedRun run = SeedRun.on(services, "--voters", "10", "--kafka", "127.0.0.1:1");

        assertThat(run.err()).startsWith("Kafka at 127.0.0.1:1 did not list the topics: ");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(services.number("SELECT count(*) FROM election")).isZero();
    }
}
