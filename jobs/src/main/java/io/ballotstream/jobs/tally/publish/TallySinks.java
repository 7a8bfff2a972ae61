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

/** The sinks of the tally, each found by the output that it takes. Immutable. */
public final class TallySinks {
    public static final Output<CandidateTotal> CANDIDATE_TOTALS = new Output<>("candidate_totals");
    public static final Output<CandidateWindow> VOTES_PER_CANDIDATE = new Output<>("votes_per_candidate");
    public static final Output<LocationTotal> LOCATION_TOTALS = new Output<>("location_totals");
    public static final Output<LocationWindow> TURNOUT_BY_LOCATION = new Output<>("turnout_by_location");
    public static final Output<PartyTotal> PARTY_TOTALS = new Output<>("party_totals");
    public static final Output<PartyWindow> VOTES_PER_PARTY = new Output<>("votes_per_party");
    public static final Output<LateVote> LATE_VOTES = new Output<>("late_votes");
    public static final Output<RejectedRecord> REJECTED_RECORDS = new Output<>("rejected_records");
    public static final Output<CandidateResult> CANDIDATE_RESULTS = new Output<>(Topics.CANDIDATE_RESULTS);
    public static final Output<LocationResult> LOCATION_RESULTS = new Output<>(Topics.LOCATION_RESULTS);
    public static final Output<PartyResult> PARTY_RESULTS = new Output<>(Topics.PARTY_RESULTS);

    private final Map<Output<?>, Sink<?>> sinks;

    /** No sinks yet. */
    public TallySinks() {
        this(Map.of());
    }

    private TallySinks(Map<Output<?>, Sink<?>> sinks) {
        this.sinks = sinks;
    }

    /** The tables in PostgreSQL, at least once and idempotently, and the topics of results, exactly once. */
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

    /** These sinks and the output's. */
    public <T> TallySinks with(Output<T> output, Sink<T> sink) {
        Map<Output<?>, Sink<?>> more = new HashMap<>(sinks);
        more.put(output, sink);
        return new TallySinks(more);
    }

    /**
     * The output's sink.
     *
     * @throws IllegalStateException naming the output, if it has none
     */
    @SuppressWarnings("unchecked") // A sink is only ever put beside an output of its own type.
    public <T> Sink<T> get(Output<T> output) {
        Sink<?> sink = sinks.get(output);
        if (sink == null) {
            throw new IllegalStateException("The tally has no sink for " + output.table() + ".");
        }
        return (Sink<T>) sink;
    }

    /**
     * Something that the tally writes.
     *
     * @param table the name of its table or topic
     */
    public record Output<T>(String table) {
        /** The sink's uid, which a savepoint knows its state by. */
        public String uid() {
            return table.replace('_', '-');
        }

        /** The sink's name in Flink's web interface. */
        public String title() {
            return table.replace('_', ' ');
        }
    }
}
