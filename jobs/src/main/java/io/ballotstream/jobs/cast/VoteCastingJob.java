package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.JobMain;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.fencing.JobRuns;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.kafka.RawRecordDeserializer;
import io.ballotstream.jobs.kafka.TopicCheck;
import io.ballotstream.jobs.kafka.TopicSink;
import io.ballotstream.jobs.kafka.TopicSource;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.rejected.RejectedRecordsTable;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The casting job: validates and deduplicates the voters on {@code voters_topic}, and casts their votes into the table
 * {@code votes} and {@code votes_topic}.
 */
public final class VoteCastingJob {
    private static final String OUTPUTS_HOLD_ROWS = "EXISTS (SELECT FROM votes)"
            + " OR EXISTS (SELECT FROM rejected_records WHERE topic = '" + Topics.VOTERS + "')";

    private VoteCastingJob() {}

    /**
     * Submits the job.
     *
     * @param arguments the command line
     * @throws Exception if the job cannot be submitted; see {@link JobMain} for invalid arguments
     */
    public static void main(String[] arguments) throws Exception {
        JobMain.run(new CastingCommand(), arguments, command -> {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            build(environment, command.options(System.getenv()));
            environment.execute(Jobs.CASTING);
        });
    }

    /**
     * Adds the job to an environment, which must execute it with the name {@link Jobs#CASTING}. Waits for services that
     * are still starting.
     *
     * @param environment the job's environment
     * @param options addresses, and whether the job is bounded
     * @throws ServiceFailedException if a service does not answer, a topic does not exist, the election is not
     *     completely prepared, the job is already running, or it would start without state although its tables contain
     *     rows
     * @throws InterruptedException if the thread is interrupted
     */
    public static void build(StreamExecutionEnvironment environment, JobOptions options) throws InterruptedException {
        TopicCheck.require(options.kafka(), Topics.VOTERS, Topics.VOTES);
        PostgresElectionSource election = new PostgresElectionSource(options.database());
        election.requirePreparedForCasting();
        JobRuns runs = new JobRuns(options.database(), Jobs.CASTING, OUTPUTS_HOLD_ROWS);
        runs.requireMayStart(environment.getConfiguration());

        JobSettings.apply(environment, Jobs.CASTING);
        new VoteCastingGraph(
                        voters(options),
                        PostgresSink.atLeastOnce(VotesTable.TABLE, options.database()),
                        TopicSink.exactlyOnce(options.kafka(), Jobs.CASTING, Topics.VOTES, new VoteRecordSerializer()),
                        PostgresSink.atLeastOnce(RejectedRecordsTable.TABLE, options.database()),
                        election,
                        runs)
                .build(environment);
    }

    private static Source<RawRecord, ?, ?> voters(JobOptions options) {
        return options.bounded()
                ? TopicSource.bounded(options.kafka(), Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer())
                : TopicSource.unbounded(options.kafka(), Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer());
    }
}
