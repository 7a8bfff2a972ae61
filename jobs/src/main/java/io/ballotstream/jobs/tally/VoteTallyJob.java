package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.JobMain;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.fencing.JobRuns;
import io.ballotstream.jobs.kafka.TopicCheck;
import io.ballotstream.jobs.kafka.TopicSource;
import io.ballotstream.jobs.tally.publish.ResultTables;
import io.ballotstream.jobs.tally.publish.TallySinks;
import io.ballotstream.jobs.tally.read.VoteReading;
import io.ballotstream.jobs.tally.read.VoteReadingDeserializer;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The tally job: counts the votes on {@code votes_topic}, and publishes the results in tables and topics. */
public final class VoteTallyJob {
    private VoteTallyJob() {}

    /**
     * Submits the job.
     *
     * @param arguments the command line
     * @throws Exception if the job cannot be submitted; see {@link JobMain} for invalid arguments
     */
    public static void main(String[] arguments) throws Exception {
        JobMain.run(new TallyCommand(), arguments, command -> {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            build(environment, command.options(System.getenv()), command.settings());
            environment.execute(Jobs.TALLY);
        });
    }

    /**
     * Adds the job to an environment, which must execute it with the name {@link Jobs#TALLY}. Waits for services that
     * are still starting.
     *
     * @param environment the job's environment
     * @param options addresses, and whether the job is bounded
     * @param settings how votes are counted
     * @throws ServiceFailedException if a service does not answer, a topic does not exist, there is no election, the
     *     job is already running, or it would start without state although its tables contain rows
     * @throws InterruptedException if the thread is interrupted
     */
    public static void build(StreamExecutionEnvironment environment, JobOptions options, TallySettings settings)
            throws InterruptedException {
        TopicCheck.require(
                options.kafka(), Topics.VOTES, Topics.CANDIDATE_RESULTS, Topics.LOCATION_RESULTS, Topics.PARTY_RESULTS);
        PostgresElectionSource election = new PostgresElectionSource(options.database());
        election.requirePrepared();
        JobRuns runs = new JobRuns(options.database(), Jobs.TALLY, ResultTables.HOLD_ROWS);
        runs.requireMayStart(environment.getConfiguration());

        JobSettings.apply(environment, Jobs.TALLY);
        new VoteTallyGraph(
                        votes(options, election, settings.lateness()),
                        TallySinks.of(options.kafka(), options.database()),
                        election,
                        settings,
                        runs)
                .build(environment);
    }

    private static Source<VoteReading, ?, ?> votes(JobOptions options, ElectionSource election, Lateness lateness) {
        VoteReadingDeserializer reader = new VoteReadingDeserializer(election, lateness);
        return options.bounded()
                ? TopicSource.bounded(options.kafka(), Topics.VOTES, Jobs.TALLY, reader)
                : TopicSource.unbounded(options.kafka(), Topics.VOTES, Jobs.TALLY, reader);
    }
}
