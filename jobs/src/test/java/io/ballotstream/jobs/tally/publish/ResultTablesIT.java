package io.ballotstream.jobs.tally.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.postgres.Table;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.model.Vote;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the statements that write the tally's tables. */
class ResultTablesIT extends PostgresTestBase {
    /**
     * Two batches of rows for a table.
     *
     * @param newer the first row has more votes than in the older batch, the others are unchanged
     * @param columns columns of the query
     * @param olderRows its result after the older batch
     * @param newerRows its result after the newer batch
     */
    private record Case<T>(
            Table<T> table,
            List<T> older,
            List<T> newer,
            String columns,
            List<String> olderRows,
            List<String> newerRows) {
        @Override
        public String toString() {
            return table.name();
        }
    }

    static Stream<Case<?>> counts() {
        return Stream.of(
                new Case<>(
                        ResultTables.CANDIDATE_TOTALS,
                        List.of(new CandidateTotal("c1", 2, 1_001), new CandidateTotal("c2", 3, 2_002)),
                        List.of(new CandidateTotal("c1", 5, 3_003), new CandidateTotal("c2", 3, 2_002)),
                        "candidate_id, votes, extract(epoch FROM as_of)",
                        List.of("c1|2|1.001000", "c2|3|2.002000"),
                        List.of("c1|5|3.003000", "c2|3|2.002000")),
                new Case<>(
                        ResultTables.VOTES_PER_CANDIDATE,
                        List.of(
                                new CandidateWindow(10_000, 20_000, "c1", 2),
                                new CandidateWindow(20_000, 30_000, "c1", 3)),
                        List.of(
                                new CandidateWindow(10_000, 20_000, "c1", 4),
                                new CandidateWindow(20_000, 30_000, "c1", 3)),
                        "candidate_id, votes, extract(epoch FROM window_start), extract(epoch FROM window_end)",
                        List.of("c1|2|10.000000|20.000000", "c1|3|20.000000|30.000000"),
                        List.of("c1|3|20.000000|30.000000", "c1|4|10.000000|20.000000")),
                new Case<>(
                        ResultTables.LOCATION_TOTALS,
                        List.of(
                                new LocationTotal("Ohio", "c1", 2, 1_001),
                                new LocationTotal("Ohio", "c2", 3, 2_002),
                                new LocationTotal("Utah", "c1", 1, 1_001)),
                        List.of(
                                new LocationTotal("Ohio", "c1", 7, 3_003),
                                new LocationTotal("Ohio", "c2", 3, 2_002),
                                new LocationTotal("Utah", "c1", 1, 1_001)),
                        "location, candidate_id, votes, extract(epoch FROM as_of)",
                        List.of("Ohio|c1|2|1.001000", "Ohio|c2|3|2.002000", "Utah|c1|1|1.001000"),
                        List.of("Ohio|c1|7|3.003000", "Ohio|c2|3|2.002000", "Utah|c1|1|1.001000")),
                new Case<>(
                        ResultTables.TURNOUT_BY_LOCATION,
                        List.of(
                                new LocationWindow(10_000, 20_000, "Ohio", 2),
                                new LocationWindow(10_000, 20_000, "Utah", 3)),
                        List.of(
                                new LocationWindow(10_000, 20_000, "Ohio", 4),
                                new LocationWindow(10_000, 20_000, "Utah", 3)),
                        "location, votes, extract(epoch FROM window_start), extract(epoch FROM window_end)",
                        List.of("Ohio|2|10.000000|20.000000", "Utah|3|10.000000|20.000000"),
                        List.of("Ohio|4|10.000000|20.000000", "Utah|3|10.000000|20.000000")),
                new Case<>(
                        ResultTables.PARTY_TOTALS,
                        List.of(new PartyTotal("", 2, 1_001), new PartyTotal("North", 3, 2_002)),
                        List.of(new PartyTotal("", 5, 3_003), new PartyTotal("North", 3, 2_002)),
                        "party, votes, extract(epoch FROM as_of)",
                        List.of("|2|1.001000", "North|3|2.002000"),
                        List.of("|5|3.003000", "North|3|2.002000")),
                new Case<>(
                        ResultTables.VOTES_PER_PARTY,
                        List.of(
                                new PartyWindow(10_000, 20_000, "North", 2),
                                new PartyWindow(10_000, 20_000, "South", 3)),
                        List.of(
                                new PartyWindow(10_000, 20_000, "North", 4),
                                new PartyWindow(10_000, 20_000, "South", 3)),
                        "party, votes, extract(epoch FROM window_start), extract(epoch FROM window_end)",
                        List.of("North|2|10.000000|20.000000", "South|3|10.000000|20.000000"),
                        List.of("North|4|10.000000|20.000000", "South|3|10.000000|20.000000")));
    }

    @ParameterizedTest
    @MethodSource("counts")
    <T> void greaterCountReplacesTheOlderOne(Case<T> state) throws Exception {
        write(state.table(), state.older());
        assertThat(rowsOf(state)).isEqualTo(state.olderRows());

        write(state.table(), state.newer());
        assertThat(rowsOf(state)).isEqualTo(state.newerRows());
    }

    @ParameterizedTest
    @MethodSource("counts")
    <T> void olderCountsDoNotReplaceNewerOnes(Case<T> state) throws Exception {
        write(state.table(), state.newer());
        List<String> before = versions(state.table());

        write(state.table(), state.older());
        assertThat(versions(state.table())).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("counts")
    <T> void writingABatchTwiceChangesNothing(Case<T> state) throws Exception {
        write(state.table(), state.newer());
        List<String> before = versions(state.table());

        write(state.table(), state.newer());
        assertThat(versions(state.table())).isEqualTo(before);
    }

    @Test
    void lateVoteIsNotReplaced() throws Exception {
        LateVote late = new LateVote(new Vote(Votes.id(1), "c1", "Ohio", 1_001), 9_009);
        write(ResultTables.LATE_VOTES, List.of(late, new LateVote(new Vote(Votes.id(2), "c2", "Utah", 2_002), 9_009)));
        List<String> before = versions(ResultTables.LATE_VOTES);

        write(ResultTables.LATE_VOTES, List.of(late, late));
        assertThat(versions(ResultTables.LATE_VOTES)).isEqualTo(before);
        assertThat(rows(
                        "SELECT vote_id, candidate_id, location, extract(epoch FROM voting_time), extract(epoch FROM arrived_at)"
                                + " FROM late_votes ORDER BY vote_id"))
                .containsExactly(
                        Votes.id(1) + "|c1|Ohio|1.001000|9.009000", Votes.id(2) + "|c2|Utah|2.002000|9.009000");
    }

    @Test
    void anyResultIsDetectedAsOutputOfARun() throws Exception {
        String condition = "SELECT " + ResultTables.HOLD_ROWS;
        assertThat(rows(condition)).containsExactly("f");
        write(ResultTables.CANDIDATE_TOTALS, List.of(new CandidateTotal("c1", 1, 1)));
        assertThat(rows(condition)).containsExactly("t");
        execute("TRUNCATE candidate_totals");
        write(ResultTables.LATE_VOTES, List.of(new LateVote(new Vote(Votes.id(1), "c1", "Ohio", 1), 2)));
        assertThat(rows(condition)).containsExactly("t");
        execute("TRUNCATE late_votes");
        String rejected = "INSERT INTO rejected_records VALUES ('%s', 0, 0, 'EMPTY', 'It is empty.', NULL, now())";
        // Rejected records of the casting job are no output of the tally.
        execute(String.format(Locale.ROOT, rejected, "voters_topic"));
        assertThat(rows(condition)).containsExactly("f");
        execute(String.format(Locale.ROOT, rejected, "votes_topic"));
        assertThat(rows(condition)).containsExactly("t");
    }

    private static List<String> rowsOf(Case<?> state) throws SQLException {
        return rows("SELECT " + state.columns() + " FROM " + state.table().name() + " ORDER BY 1, 2");
    }

    /** All rows, each with the transaction that last wrote it. */
    private static List<String> versions(Table<?> table) throws SQLException {
        return rows("SELECT *, xmin FROM " + table.name() + " ORDER BY 1, 2");
    }

    private static <T> void write(Table<T> table, List<T> batch) throws Exception {
        OneInputStreamOperatorTestHarness<T, ?> sink = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(PostgresSink.atLeastOnce(table, login())));
        sink.open();
        for (T row : batch) {
            sink.processElement(row, 0);
        }
        sink.prepareSnapshotPreBarrier(1);
        sink.close();
    }
}
