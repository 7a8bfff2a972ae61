package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.JobMain;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.fencing.PostgresRunClaims;
import io.ballotstream.jobs.fencing.RunRefusedException;
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
import java.sql.SQLException;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Casts votes: {@code voters_topic} to the table {@code votes} and to {@code votes_topic}. */
public final class VoteCastingJob {
    private static final String OUTPUTS_HOLD_ROWS = "EXISTS (SELECT FROM votes)"
            + " OR EXISTS (SELECT FROM rejected_records WHERE topic = '" + Topics.VOTERS + "')";

    private VoteCastingJob() {}

    /** Submits the job; see {@link JobMain} for what becomes of bad arguments. */
    public static void main(String[] arguments) throws Exception {
        JobMain.run(new CastingCommand(), arguments, command -> {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            build(environment, command.options(System.getenv()));
            environment.execute(Jobs.CASTING);
        });
    }

    /**
     * Adds the job to an environment, which executes it as {@link Jobs#CASTING}. Waits for services that are not up yet.
     *
     * @throws ServiceFailedException if a service does not answer, a topic does not exist, there is no election, the
     *     job is at work already, or it is to start without state although its tables hold rows
     */
    public static void build(StreamExecutionEnvironment environment, CastingOptions options)
            throws InterruptedException {
        TopicCheck.require(options.kafka(), Topics.VOTERS, Topics.VOTES);
        PostgresElection election = new PostgresElection(options.database());
        requireElection(election);
        PostgresRunClaims claims = new PostgresRunClaims(options.database(), Jobs.CASTING, OUTPUTS_HOLD_ROWS);
        claims.requireMayStart(environment.getConfiguration());

        JobSettings.apply(environment, Jobs.CASTING);
        new VoteCastingGraph(
                        voters(options),
                        new PostgresSink<>(VotesTable.TABLE, options.database()),
                        TopicSink.exactlyOnce(options.kafka(), Jobs.CASTING, Topics.VOTES, new VoteRecordSerializer()),
                        new PostgresSink<>(RejectedRecordsTable.TABLE, options.database()),
                        election,
                        claims)
                .build(environment);
    }

    private static Source<RawRecord, ?, ?> voters(CastingOptions options) {
        return options.untilNow()
                ? TopicSource.untilNow(options.kafka(), Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer())
                : TopicSource.endless(options.kafka(), Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer());
    }

    private static void requireElection(PostgresElection election) throws InterruptedException {
        try {
            election.read();
        } catch (RunRefusedException e) {
            throw new ServiceFailedException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new ServiceFailedException(
                    "The election cannot be read from " + election.login() + ": " + e.getMessage(), e);
        }
    }
}
