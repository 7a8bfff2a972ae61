package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.JobMain;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.fencing.PostgresRunClaims;
import io.ballotstream.jobs.kafka.TopicCheck;
import io.ballotstream.jobs.kafka.TopicSink;
import io.ballotstream.jobs.kafka.TopicSource;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.rejected.RejectedRecordsTable;
import io.ballotstream.jobs.tally.publish.CandidateResultSerializer;
import io.ballotstream.jobs.tally.publish.LocationResultSerializer;
import io.ballotstream.jobs.tally.publish.ResultTables;
import io.ballotstream.jobs.tally.read.VoteReading;
import io.ballotstream.jobs.tally.read.VoteReadingDeserializer;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.store.DatabaseLogin;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Counts votes: {@code votes_topic} to the tables and topics of results. */
public final class VoteTallyJob {
    private VoteTallyJob() {}

    /** Submits the job; see {@link JobMain} for what becomes of bad arguments. */
    public static void main(String[] arguments) throws Exception {
        JobMain.run(new TallyCommand(), arguments, command -> {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            build(environment, command.options(System.getenv()));
            environment.execute(Jobs.TALLY);
        });
    }

    /**
     * Adds the job to an environment, which executes it as {@link Jobs#TALLY}. Waits for services that are not up yet.
     *
     * @throws ServiceFailedException if a service does not answer, a topic does not exist, there is no election, the
     *     job is at work already, or it is to start without state although its tables hold rows
     */
    public static void build(StreamExecutionEnvironment environment, TallyOptions options) throws InterruptedException {
        TopicCheck.require(options.kafka(), Topics.VOTES, Topics.CANDIDATE_RESULTS, Topics.LOCATION_RESULTS);
        Contest contest = ContestQuery.read(options.database());
        PostgresRunClaims claims = new PostgresRunClaims(options.database(), Jobs.TALLY, ResultTables.HOLD_ROWS);
        claims.requireMayStart(environment.getConfiguration());

        JobSettings.apply(environment, Jobs.TALLY);
        new VoteTallyGraph(
                        votes(options, contest),
                        sinks(options.kafka(), options.database()),
                        contest,
                        options.settings(),
                        claims)
                .build(environment);
    }

    private static Source<VoteReading, ?, ?> votes(TallyOptions options, Contest contest) {
        VoteReadingDeserializer reader =
                new VoteReadingDeserializer(contest, options.settings().lateness());
        return options.untilNow()
                ? TopicSource.untilNow(options.kafka(), Topics.VOTES, Jobs.TALLY, reader)
                : TopicSource.endless(options.kafka(), Topics.VOTES, Jobs.TALLY, reader);
    }

    private static TallySinks sinks(String kafka, DatabaseLogin database) {
        return new TallySinks(
                new PostgresSink<>(ResultTables.CANDIDATE_TOTALS, database),
                new PostgresSink<>(ResultTables.VOTES_PER_CANDIDATE, database),
                new PostgresSink<>(ResultTables.LOCATION_TOTALS, database),
                new PostgresSink<>(ResultTables.TURNOUT_BY_LOCATION, database),
                new PostgresSink<>(ResultTables.LATE_VOTES, database),
                new PostgresSink<>(RejectedRecordsTable.TABLE, database),
                TopicSink.exactlyOnce(kafka, Jobs.TALLY, Topics.CANDIDATE_RESULTS, new CandidateResultSerializer()),
                TopicSink.exactlyOnce(kafka, Jobs.TALLY, Topics.LOCATION_RESULTS, new LocationResultSerializer()));
    }
}
