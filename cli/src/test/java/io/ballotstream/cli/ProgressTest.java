package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.cli.screen.Moment;
import io.ballotstream.seeder.progress.SeedPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong clock = new AtomicLong(Duration.ofDays(3).toNanos());
    private final Progress progress = new Progress("rehearsal", clock::get);

    @Test
    void timeCountsFromTheStart() {
        pass(Duration.ofSeconds(90));

        assertThat(moment().elapsed()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void preparationIsShownUntilTheFirstVoterIsDue() {
        progress.progress(SeedPhase.REGISTERING, 500, 1000);

        assertThat(moment())
                .extracting(Moment::activity, Moment::done, Moment::total, Moment::toPublish)
                .containsExactly("Registering voters", 500L, 1000L, 0L);
    }

    @Test
    void publishedRecordsStayShownWhileTheRestIsCounted() {
        progress.progress(SeedPhase.PUBLISHING, 1100, 1100);
        progress.begin("Counting the remaining votes");

        assertThat(moment())
                .extracting(Moment::activity, Moment::total, Moment::published, Moment::toPublish)
                .containsExactly("Counting the remaining votes", 0L, 1100L, 1100L);
    }

    @Test
    void rateIsThatOfTheBoardLateVotesIncluded() {
        progress.moment(board(100, 0, 10_000));
        pass(Duration.ofSeconds(2));

        assertThat(progress.moment(board(280, 20, 12_000)).perSecond()).isEqualTo(100);
    }

    @Test
    void boardThatIsShownOftenerThanItIsReadHasTheRateOfItsOwnTimes() {
        for (int second = 0; second <= 5; second++) {
            Board read = board(second * 2000, 0, second * 1000);
            for (int picture = 0; picture < 4; picture++) {
                Moment shown = progress.moment(read);
                pass(Duration.ofMillis(250));
                assertThat(shown.perSecond()).isEqualTo(second == 0 ? 0 : 2000);
            }
        }
    }

    @Test
    void boardThatGrowsNoMoreHasNoRate() {
        progress.moment(board(100, 0, 0));
        progress.moment(board(200, 0, 1000));
        progress.moment(board(200, 0, 5000));
        progress.moment(board(200, 0, 6000));

        assertThat(progress.moment(board(200, 0, 9000)).perSecond()).isZero();
    }

    @Test
    void addressesAreKnownOnceAllServicesAreUp() {
        assertThat(progress.addresses()).isEmpty();
        progress.up(List.of("Kafka: 127.0.0.1:9092"));

        assertThat(moment().addresses()).containsExactly("Kafka: 127.0.0.1:9092");
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Moment moment() {
        return progress.moment(Board.EMPTY);
    }

    private static Board board(long counted, long late, long readAtMillis) {
        return new Board(
                "Test",
                0,
                0,
                counted + late,
                counted,
                late,
                0,
                null,
                Instant.ofEpochMilli(readAtMillis),
                List.of(),
                null);
    }
}
