package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollBookTest {
    private static final String VOTER = "0123456789abcdef0123456789abcdef";

    @Test
    void emptyPageHoldsNobody() {
        assertThat(PollBook.holds(null, VOTER)).isFalse();
    }

    @Test
    void pageHoldsWhomItWasWrittenOnAndNobodyElse() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> voted = new ArrayList<>();
        long[] page = null;
        for (int i = 0; i < 100; i++) {
            String voteId = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
            assertThat(PollBook.holds(page, voteId)).isFalse();
            page = PollBook.with(page, voteId);
            voted.add(voteId);
        }
        assertThat(page).hasSize(200);
        for (String voteId : voted) {
            assertThat(PollBook.holds(page, voteId)).isTrue();
        }
    }

    @Test
    void bothHalvesOfTheVoteIdMatter() {
        long[] page = PollBook.with(PollBook.with(null, VOTER), "fedcba98765432100123456789abcdee");

        assertThat(PollBook.holds(page, VOTER)).isTrue();
        assertThat(PollBook.holds(page, "0123456789abcdef0123456789abcdee")).isFalse();
        assertThat(PollBook.holds(page, "fedcba98765432100123456789abcdef")).isFalse();
        assertThat(PollBook.holds(page, "0123456789abcdeefedcba9876543210")).isFalse();
    }

    @Test
    void pageThatACheckpointStillWritesIsNotChanged() {
        long[] page = PollBook.with(null, VOTER);
        long[] checkpoint = page.clone();

        PollBook.with(page, "fedcba9876543210fedcba9876543210");

        assertThat(page).isEqualTo(checkpoint);
    }

    @Test
    void firstBitsOfTheVoteIdTellThePage() {
        PollBook book = new PollBook(16 << 17);

        assertThat(book.pageOf("0000".repeat(8))).isZero();
        assertThat(book.pageOf("00007fff" + "f".repeat(24))).isZero();
        assertThat(book.pageOf("00008000" + "0".repeat(24))).isEqualTo(1);
        assertThat(book.pageOf("ffff".repeat(8))).isEqualTo((1 << 17) - 1);
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
    void bookHasAPageForEightToSixteenVoters(long voters, long pages) {
        assertThat(new PollBook(voters).pageOf("f".repeat(32))).isEqualTo((int) (pages - 1));
    }
}
