package io.ballotstream.jobs.tally.publish;

import io.ballotstream.jobs.kafka.TopicSink;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.rejected.RejectedRecordsTable;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.store.DatabaseLogin;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;

/** The sinks of the tally job, by output. Immutable. */
public final class TallySinks {
    /** Table with the total of each candidate. */
    public static final Output<CandidateTotal> CANDIDATE_TOTALS = new Output<>("candidate_totals");
    /** Table with the votes of each candidate per window. */
    public static final Output<CandidateWindow> VOTES_PER_CANDIDATE = new Output<>("votes_per_candidate");
    /** Table with the total of each candidate per location. */
    public static final Output<LocationTotal> LOCATION_TOTALS = new Output<>("location_totals");
    /** Table with the votes of each location per window. */
    public static final Output<LocationWindow> TURNOUT_BY_LOCATION = new Output<>("turnout_by_location");
    /** Table with the total of each party. */
    public static final Output<PartyTotal> PARTY_TOTALS = new Output<>("party_totals");
    /** Table with the votes of each party per window. */
    public static final Output<PartyWindow> VOTES_PER_PARTY = new Output<>("votes_per_party");
    /** Table of late votes. */
    public static final Output<LateVote> LATE_VOTES = new Output<>("late_votes");
    /** Dead-letter table. */
    public static final Output<RejectedRecord> REJECTED_RECORDS = new Output<>("rejected_records");
    /** Topic with the newest standing of each candidate. */
    public static final Output<CandidateResult> CANDIDATE_RESULTS = new Output<>(Topics.CANDIDATE_RESULTS);
    /** Topic with the newest turnout of each location. */
    public static final Output<LocationResult> LOCATION_RESULTS = new Output<>(Topics.LOCATION_RESULTS);
    /** Topic with the newest votes of each party. */
    public static final Output<PartyResult> PARTY_RESULTS = new Output<>(Topics.PARTY_RESULTS);

    private final Map<Output<?>, Sink<?>> sinks;

    /** Starts without sinks. */
    public TallySinks() {
        this(Map.of());
    }

    private TallySinks(Map<Output<?>, Sink<?>> sinks) {
        this.sinks = sinks;
    }

    /**
     * Creates the sinks of the real outputs: tables in PostgreSQL, at-least-once with idempotent writes, and topics in
     * Kafka, exactly-once.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param database the job's login
     * @return a sink for each output
     */
    public static TallySinks of(String kafka, DatabaseLogin database) {
        return new TallySinks()
                .with(CANDIDATE_TOTALS, PostgresSink.atLeastOnce(ResultTables.CANDIDATE_TOTALS, database))
                .with(VOTES_PER_CANDIDATE, PostgresSink.atLeastOnce(ResultTables.VOTES_PER_CANDIDATE, database))
                .with(LOCATION_TOTALS, PostgresSink.atLeastOnce(ResultTables.LOCATION_TOTALS, database))
                .with(TURNOUT_BY_LOCATION, PostgresSink.atLeastOnce(ResultTables.TURNOUT_BY_LOCATION, database))
                .with(PARTY_TOTALS, PostgresSink.atLeastOnce(ResultTables.PARTY_TOTALS, database))
                .with(VOTES_PER_PARTY, PostgresSink.atLeastOnce(ResultTables.VOTES_PER_PARTY, database))
                .with(LATE_VOTES, PostgresSink.atLeastOnce(ResultTables.LATE_VOTES, database))
                .with(REJECTED_RECORDS, PostgresSink.atLeastOnce(RejectedRecordsTable.TABLE, database))
                .with(
                        CANDIDATE_RESULTS,
                        TopicSink.exactlyOnce(
                                kafka, Jobs.TALLY, Topics.CANDIDATE_RESULTS, new CandidateResultSerializer()))
                .with(
                        LOCATION_RESULTS,
                        TopicSink.exactlyOnce(
                                kafka, Jobs.TALLY, Topics.LOCATION_RESULTS, new LocationResultSerializer()))
                .with(
                        PARTY_RESULTS,
                        TopicSink.exactlyOnce(kafka, Jobs.TALLY, Topics.PARTY_RESULTS, new PartyResultSerializer()));
    }

    /**
     * Adds or replaces a sink.
     *
     * @param output the output
     * @param sink the output's sink
     * @param <T> type of the output's elements
     * @return a copy with the sink
     */
    public <T> TallySinks with(Output<T> output, Sink<T> sink) {
        Map<Output<?>, Sink<?>> more = new HashMap<>(sinks);
        more.put(output, sink);
        return new TallySinks(more);
    }

    /**
     * Looks up a sink.
     *
     * @param output the output
     * @param <T> type of the output's elements
     * @return the output's sink
     * @throws IllegalStateException if the output has no sink
     */
    @SuppressWarnings("unchecked") // with() requires a sink of the output's type.
    public <T> Sink<T> get(Output<T> output) {
        Sink<?> sink = sinks.get(output);
        if (sink == null) {
            throw new IllegalStateException("The tally has no sink for " + output.table() + ".");
        }
        return (Sink<T>) sink;
    }

    /**
     * An output of the tally job.
     *
     * @param table name of the table or topic
     * @param <T> type of the elements
     */
    public record Output<T>(String table) {
        /** {@return the sink's uid, which identifies its state in a savepoint} */
        public String uid() {
            return table.replace('_', '-');
        }

        /** {@return the sink's name in Flink's web interface} */
        public String title() {
            return table.replace('_', ' ');
        }
    }
}
