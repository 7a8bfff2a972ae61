package io.ballotstream.bench;

import io.ballotstream.cli.FlinkCluster;
import io.ballotstream.cli.Logins;
import io.ballotstream.cli.RunningJob;
import io.ballotstream.cli.Services;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * The services with one election at a time. It is prepared once, then published, cast and counted repeatedly. The
 * methods prepare what a measurement needs, unless it is already done.
 */
final class Stage implements AutoCloseable {
    private static final String RESULTS =
            "votes_per_candidate, turnout_by_location, candidate_totals, location_totals, votes_per_party, party_totals, late_votes";
    private static final long TO_THE_END = -1;

    private final Services services;
    private final Logins logins;
    private final Notes notes;
    private final int parallelism;
    private final Tables tables;
    private SeedOptions prepared;
    private long voters;
    private boolean published;
    private boolean cast;

    /** Waits until the services are available. */
    Stage(Services services, int parallelism, Notes notes) {
        this.services = services;
        this.logins = Logins.random(services.postgres());
        this.notes = notes;
        this.parallelism = parallelism;
        this.tables = new Tables(services.postgres());
        services.kafka();
        services.flink();
    }

    String kafka() {
        return services.kafka();
    }

    PostgresAddress owner() {
        return services.postgres();
    }

    /** The login of the jobs. */
    PostgresAddress writer() {
        return logins.writer();
    }

    /** The login of the dashboards. */
    PostgresAddress reader() {
        return logins.reader();
    }

    Tables tables() {
        return tables;
    }

    /** The parallelism of the jobs, and the number of threads of their baselines. */
    int parallelism() {
        return parallelism;
    }

    /** The candidates and locations of the prepared election. */
    TallySetup election() throws InterruptedException {
        try {
            return new PostgresElectionSource(new DatabaseLogin(writer())).forTally();
        } catch (SQLException e) {
            throw new ServiceFailedException("The election cannot be read: " + e.getMessage(), e);
        }
    }

    /** The number of voters of the prepared election, all of whom vote. */
    long voters() {
        return voters;
    }

    /** Prepares this election, unless it is already in the database. */
    void prepare(SeedOptions election) throws InterruptedException {
        if (election.equals(prepared)) {
            return;
        }
        try (Seeder seeder = seeder(SeedListener.NONE)) {
            clear(seeder);
            notes.say("Registering the voters");
            voters = seeder.prepare(
                            election,
                            new SyntheticPeople(
                                    election.seed(), election.votingAge(), election.nationalities(), Places.load()))
                    .voters();
        }
        // Otherwise the server does this during a measurement.
        tables.execute("VACUUM ANALYZE voters");
        prepared = election;
    }

    /** Deletes the election and its topics. */
    void clear() throws InterruptedException {
        try (Seeder seeder = seeder(SeedListener.NONE)) {
            clear(seeder);
        }
    }

    private void clear(Seeder seeder) throws InterruptedException {
        // All jobs have been stopped, so the seeder does not have to wait for their heartbeats.
        tables.execute("TRUNCATE job_runs");
        seeder.reset();
        prepared = null;
        published = false;
        cast = false;
    }

    /** Empties the topics, and the tables of the jobs, so that the prepared election can start again. */
    void beginAgain() throws InterruptedException {
        forgetVotes();
        deleteRecords(Topics.VOTERS);
        published = false;
    }

    /** Keeps the voters on their topic, and deletes all votes. */
    void forgetVotes() throws InterruptedException {
        tables.execute("TRUNCATE votes, rejected_records, job_runs, " + RESULTS);
        deleteRecords(Topics.VOTES);
        cast = false;
    }

    private void deleteRecords(String topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(partition -> all.put(
                            new TopicPartition(topic, partition.partition()),
                            RecordsToDelete.beforeOffset(TO_THE_END)));
            admin.deleteRecords(all).all().get();
        } catch (ExecutionException e) {
            throw new ServiceFailedException(
                    "Kafka at " + kafka() + " does not empty the topic " + topic + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /** Keeps the votes on their topic, and deletes all counts. */
    void forgetCounts() {
        tables.execute("TRUNCATE " + RESULTS);
        tables.execute("DELETE FROM job_runs WHERE job = '" + Jobs.TALLY + "'");
    }

    /** Publishes the prepared voters. */
    void publish(Rate rate, SeedListener listener) throws InterruptedException {
        publish(() -> rate, listener);
    }

    /** Publishes the prepared voters at a rate that may change. */
    void publish(Supplier<Rate> rates, SeedListener listener) throws InterruptedException {
        try (Seeder seeder = seeder(listener)) {
            seeder.publish(rates, false);
        }
        published = true;
    }

    /** Publishes all voters of the election, unless they are already on their topic. */
    void requireVoters(SeedOptions election) throws InterruptedException {
        prepare(election);
        if (!published) {
            notes.say("Publishing the voters");
            publish(Rate.MAX, SeedListener.NONE);
        }
    }

    /** Casts all votes of the election, unless they are already in their table and on their topic. */
    void requireVotes(SeedOptions election) throws InterruptedException {
        requireVoters(election);
        if (!cast) {
            notes.say("Casting the votes");
            forgetVotes();
            castAll();
        }
    }

    /** Casts the votes of all voters on the topic. Returns when the job has ended. */
    void castAll() throws InterruptedException {
        startCasting(true).awaitEnd();
        cast = true;
    }

    /** Casts votes continuously. */
    RunningJob startCasting() throws InterruptedException {
        return startCasting(false);
    }

    private RunningJob startCasting(boolean bounded) throws InterruptedException {
        return start(Jobs.CASTING, environment -> VoteCastingJob.build(environment, options(bounded)));
    }

    /** Counts all votes on the topic. Returns when the job has ended. */
    void countAll() throws InterruptedException {
        startTally(true).awaitEnd();
    }

    /** Counts votes continuously. */
    RunningJob startTally() throws InterruptedException {
        return startTally(false);
    }

    private RunningJob startTally(boolean bounded) throws InterruptedException {
        return start(
                Jobs.TALLY, environment -> VoteTallyJob.build(environment, options(bounded), TallySettings.DEFAULT));
    }

    private JobOptions options(boolean bounded) {
        return new JobOptions(kafka(), new DatabaseLogin(writer()), bounded);
    }

    /** Builds a job in an environment. */
    interface Job {
        void build(StreamExecutionEnvironment environment) throws InterruptedException;
    }

    /** The size of the newest checkpoints of both jobs. */
    long checkpointBytes() throws InterruptedException {
        return services.flink().checkpointBytes();
    }

    /** Submits a job. */
    RunningJob start(String name, Job job) throws InterruptedException {
        FlinkCluster flink = services.flink();
        StreamExecutionEnvironment environment = flink.environment(name, parallelism);
        job.build(environment);
        return flink.submit(name, environment);
    }

    private Seeder seeder(SeedListener listener) throws InterruptedException {
        return Seeder.open(owner(), kafka(), logins.forSeeder(), listener);
    }

    @Override
    public void close() {
        tables.close();
    }
}
