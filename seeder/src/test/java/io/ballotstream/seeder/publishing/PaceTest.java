package io.ballotstream.seeder.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(-5 * SECOND);

    @Test
    void recordsAreDueEvenly() {
        Pace pace = new Pace(() -> new Rate(4), clock::get);

        assertThat(pace.untilDue()).isZero();
        pace.sent();
        assertThat(pace.untilDue()).isEqualTo(SECOND / 4);
        clock.addAndGet(SECOND / 4);
        assertThat(pace.untilDue()).isZero();
        pace.sent();
        assertThat(pace.untilDue()).isEqualTo(SECOND / 4);
    }

    @Test
    void shortDelayIsMadeUpFor() {
        Pace pace = new Pace(() -> new Rate(10), clock::get);

        clock.addAndGet(SECOND / 2);

        assertThat(sentAtOnce(pace)).isEqualTo(6);
    }

    @Test
    void longPauseIsMadeUpForByOneSecond() {
        Pace pace = new Pace(() -> new Rate(10), clock::get);

        clock.addAndGet(100 * SECOND);

        assertThat(sentAtOnce(pace)).isEqualTo(11);
        assertThat(pace.untilDue()).isEqualTo(SECOND / 10);
    }

    @Test
    void maxNeverWaits() {
        Pace pace = new Pace(() -> Rate.MAX, clock::get);

        pace.sent();

        assertThat(pace.untilDue()).isZero();
    }

    @Test
    void anotherRateCountsFromTheNextRecordOn() {
        AtomicReference<Rate> rate = new AtomicReference<>(new Rate(1));
        Pace pace = new Pace(rate::get, clock::get);
        sentAtOnce(pace);
        assertThat(pace.untilDue()).isEqualTo(SECOND);

        rate.set(new Rate(10));

        assertThat(pace.untilDue()).isZero();
        pace.sent();
        assertThat(pace.untilDue()).isEqualTo(SECOND / 10);
    }

    private static int sentAtOnce(Pace pace) {
        int sent = 0;
        while (pace.untilDue() <= 0) {
            pace.sent();
            sent++;
        }
        return sent;
    }
}
