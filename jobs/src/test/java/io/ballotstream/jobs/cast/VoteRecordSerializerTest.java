package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.codec.VoteJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VoteRecordSerializerTest {
    @Test
    void recordHasOnlyTheTimestampOfTheVotersRecord() throws Exception {
        Vote vote = new Vote(VoteId.parse("0123456789abcdef0123456789abcdef"), "c2", "Zürich", 1_699_999_999_000L);

        var record = new VoteRecordSerializer().serialize(new CastVote("voter-1", vote, 1_700_000_000_000L), null, 5L);

        assertThat(record.topic()).isEqualTo(Topics.VOTES);
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(vote.voteId().toString());
        assertThat(VoteJson.read(record.value())).isEqualTo(vote);
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("voter-1");
        assertThat(record.headers()).isEmpty();
    }
}
