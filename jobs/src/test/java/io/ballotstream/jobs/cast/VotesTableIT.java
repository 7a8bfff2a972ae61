package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import java.util.List;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The close() of a harness may throw InterruptedException.
class VotesTableIT extends PostgresTestBase {
    private static final String ROWS = "SELECT voter_id, vote_id, candidate_id, location,"
            + " (extract(epoch FROM voting_time) * 1000)::bigint, vote FROM votes ORDER BY voter_id";

    private static final CastVote FIRST = vote("voter-1", 0xa, "c1", "Côte d'Or \"{NULL}\"", 1_700_000_000_123L);
    private static final CastVote OTHER = vote("voter-2", 0xb, "c2", "", 0);

    @Test
    void votesAreStoredUnchanged() throws Exception {
        write(FIRST, OTHER);

        assertThat(rows(ROWS))
                .containsExactly(
                        "voter-1|" + id("a") + "|c1|Côte d'Or \"{NULL}\"|1700000000123|1",
                        "voter-2|" + id("b") + "|c2||0|1");
    }

    @Test
    void writingABatchTwiceChangesNothing() throws Exception {
        write(FIRST, OTHER, FIRST);
        List<String> before = rows("SELECT *, xmin FROM votes ORDER BY voter_id");

        write(FIRST, OTHER);

        assertThat(rows("SELECT *, xmin FROM votes ORDER BY voter_id"))
                .hasSize(2)
                .isEqualTo(before);
    }

    @Test
    void firstVoteOfAVoterIsKept() throws Exception {
        write(FIRST);

        write(vote("voter-1", 0xc, "c2", "Utah", 5), OTHER);

        assertThat(rows("SELECT vote_id FROM votes ORDER BY voter_id")).containsExactly(id("a"), id("b"));
    }

    private static String id(String digit) {
        return "0".repeat(31) + digit;
    }

    private static CastVote vote(String voterId, int voteId, String candidateId, String location, long time) {
        return new CastVote(voterId, new Vote(new VoteId(0, voteId), candidateId, location, time), time);
    }

    private static void write(CastVote... votes) throws Exception {
        OneInputStreamOperatorTestHarness<CastVote, ?> sink = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(PostgresSink.atLeastOnce(VotesTable.TABLE, login())));
        try (sink) {
            sink.open();
            for (CastVote vote : votes) {
                sink.processElement(vote, 0);
            }
            sink.prepareSnapshotPreBarrier(1);
        }
    }
}
