package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.VoteId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollBookTest {
    private static final VoteId VOTER = VoteId.parse("0123456789abcdef0123456789abcdef");

    @Test
    void emptyBucketContainsNobody() {
        assertThat(PollBook.holds(null, VOTER)).isFalse();
    }

    @Test
    void bucketContainsOnlyTheVotersAddedToIt() {
        SplittableRandom random = new SplittableRandom(1);
        List<VoteId> voted = new ArrayList<>();
        long[] bucket = null;
        for (int i = 0; i < 100; i++) {
            VoteId voteId = new VoteId(random.nextLong(), random.nextLong());
            assertThat(PollBook.holds(bucket, voteId)).isFalse();
            bucket = PollBook.with(bucket, voteId);
            voted.add(voteId);
        }
        assertThat(bucket).hasSize(200);
        for (VoteId voteId : voted) {
            assertThat(PollBook.holds(bucket, voteId)).isTrue();
        }
    }

    @Test
    void bothHalvesOfTheVoteIdAreCompared() {
        long[] bucket = PollBook.with(PollBook.with(null, VOTER), id("fedcba98765432100123456789abcdee"));

        assertThat(PollBook.holds(bucket, VOTER)).isTrue();
        assertThat(PollBook.holds(bucket, id("0123456789abcdef0123456789abcdee")))
                .isFalse();
        assertThat(PollBook.holds(bucket, id("fedcba98765432100123456789abcdef")))
                .isFalse();
        assertThat(PollBook.holds(bucket, id("0123456789abcdeefedcba9876543210")))
                .isFalse();
    }

    @Test
    void addingAVoterDoesNotChangeTheOldBucket() {
        long[] bucket = PollBook.with(null, VOTER);
        long[] checkpoint = bucket.clone();

        PollBook.with(bucket, id("fedcba9876543210fedcba9876543210"));

        assertThat(bucket).isEqualTo(checkpoint);
    }

    @Test
    void firstBitsOfTheVoteIdAreTheBucket() {
        PollBook book = new PollBook(16 << 17);

        assertThat(book.bucketOf(id("0000".repeat(8)))).isZero();
        assertThat(book.bucketOf(id("00007fff" + "f".repeat(24)))).isZero();
        assertThat(book.bucketOf(id("00008000" + "0".repeat(24)))).isEqualTo(1);
        assertThat(book.bucketOf(id("ffff".repeat(8)))).isEqualTo((1 << 17) - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1024",
        "1, 1024",
        "16384, 1024",
        "16385, 2048",
        "1584304, 131072",
        "158430400, 16777216",
        "9223372036854775807, 1073741824"
    })
    void bucketsHaveEightToSixteenVoters(long voters, long buckets) {
        assertThat(new PollBook(voters).bucketOf(id("f".repeat(32)))).isEqualTo((int) (buckets - 1));
    }

    private static VoteId id(String text) {
        return VoteId.parse(text);
    }
}
