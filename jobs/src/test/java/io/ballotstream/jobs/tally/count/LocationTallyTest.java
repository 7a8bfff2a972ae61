package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.SETTINGS;
import static io.ballotstream.jobs.tally.Votes.START;
import static io.ballotstream.jobs.tally.Votes.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.Location;
import io.ballotstream.model.LocationResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocationTallyTest {
    private static final long END = START + 10_000;
    private static final long KEPT_MS = Duration.ofHours(24).plusMinutes(10).toMillis();
    private static final long DELAY_MS = SETTINGS.earlyFiring().toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, Delta, LocationTotal> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void deltasAddUpPerLocationAndCandidate() throws Exception {
        add(delta("Ohio", "c1", 2, START + 3));
        add(delta("Ohio", "c2", 3, START));
        add(delta("Utah", "c1", 7, START));
        add(delta("Ohio", "c1", 1, START + 10_001));
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new LocationTotal("Ohio", "c1", 2, START + 3),
                        new LocationTotal("Ohio", "c2", 3, START),
                        new LocationTotal("Utah", "c1", 7, START),
                        new LocationTotal("Ohio", "c1", 3, START + 10_001));
    }

    @Test
    void turnoutOfAWindowCountsAllCandidates() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        add(delta("Ohio", "c2", 3, START));
        add(delta("Ohio", "c2", 4, END));
        assertThat(side(harness, LocationTally.WINDOWS))
                .containsExactly(
                        new LocationWindow(START, END, "Ohio", 2),
                        new LocationWindow(START, END, "Ohio", 5),
                        new LocationWindow(END, END + 10_000, "Ohio", 4));
    }

    @Test
    void resultIsEmittedOnceSomeTimeAfterTheFirstChange() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        harness.setProcessingTime(DELAY_MS - 1);
        add(delta("Ohio", "c2", 3, START + 1));
        assertThat(results(harness)).isEmpty();
        harness.setProcessingTime(DELAY_MS);
        harness.setProcessingTime(10 * DELAY_MS);
        assertThat(results(harness)).containsExactly(new LocationResult("Ohio", 5, 100L, "c2", START + 1));
    }

    private record ManyLocations() implements Votes.SourceForTally {
        @Override
        public TallySetup forTally() {
            return new TallySetup(
                    Votes.SETUP.candidates(),
                    IntStream.rangeClosed(1, 650)
                            .mapToObj(n -> new Location("Location " + n, null, null, null))
                            .toList());
        }
    }

    @Test
    void hundredsOfLocationsLengthenTheDelay() throws Exception {
        harness.close();
        harness = harness(new ManyLocations());
        harness.open();
        add(delta("Location 7", "c1", 2, START));
        harness.setProcessingTime(4 * DELAY_MS - 1);
        assertThat(results(harness)).isEmpty();
        harness.setProcessingTime(4 * DELAY_MS);
        assertThat(results(harness)).containsExactly(new LocationResult("Location 7", 2, null, "c1", START));
    }

    @Test
    void lastResultIsEmittedAtTheEndOfTheInput() throws Exception {
        add(delta("Utah", "c1", 2, START));
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(results(harness)).containsExactly(new LocationResult("Utah", 2, null, "c1", START));
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** A partition that was idle does not hold back the last watermark of the others, so its votes come after it. */
    @Test
    void votesAfterTheEndOfTheOtherPartitionsStillCount() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        harness.processWatermark(Watermark.MAX_WATERMARK);
        add(delta("Ohio", "c2", 3, START + 1));
        assertThat(side(harness, LocationTally.WINDOWS))
                .containsExactly(new LocationWindow(START, END, "Ohio", 2), new LocationWindow(START, END, "Ohio", 5));
        assertThat(results(harness))
                .containsExactly(
                        new LocationResult("Ohio", 2, 100L, "c1", START),
                        new LocationResult("Ohio", 5, 100L, "c2", START + 1));
    }

    @Test
    void locationWithoutChangesHasNoTimerForItsResult() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        harness.setProcessingTime(DELAY_MS);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        // The timer that removes the expired window.
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void smallerBallotNumberLeadsInATie() throws Exception {
        assertThat(leaderAfter(delta("Ohio", "c10", 2, START))).isEqualTo("c10");
        assertThat(leaderAfter(delta("Ohio", "c2", 2, START))).isEqualTo("c2");
        assertThat(leaderAfter(delta("Ohio", "c1", 1, START))).isEqualTo("c2");
        assertThat(leaderAfter(delta("Ohio", "c10", 1, START))).isEqualTo("c10");
        assertThat(leaderAfter(delta("Ohio", "c1", 2, START))).isEqualTo("c1");
        assertThat(leaderAfter(delta("Ohio", "c2", 1, START))).isEqualTo("c1");
        assertThat(leaderAfter(delta("Ohio", "c1", 5, START))).isEqualTo("c1");
    }

    @Test
    void expiredWindowIsRemovedButNotTheTotals() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        harness.setProcessingTime(DELAY_MS);
        int withoutWindows = harness.numKeyedStateEntries() - 1;
        harness.processWatermark(END + KEPT_MS - 1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(withoutWindows + 1);
        harness.processWatermark(END + KEPT_MS);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(withoutWindows);
        assertThat(harness.numEventTimeTimers()).isZero();
        // Removing the window does not change the result.
        assertThat(results(harness)).hasSize(1);
    }

    @Test
    void restoredTallyContinuesAndEmitsItsPendingResult() throws Exception {
        add(delta("Ohio", "c2", 2, START + 3));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(DELAY_MS);
        harness.processElement(delta("Ohio", "c1", 2, START), START);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(results(harness))
                .containsExactly(
                        new LocationResult("Ohio", 2, 100L, "c2", START + 3),
                        new LocationResult("Ohio", 4, 100L, "c1", START + 3));
        assertThat(side(harness, LocationTally.WINDOWS)).containsExactly(new LocationWindow(START, END, "Ohio", 4));
    }

    private String leaderAfter(Delta delta) throws Exception {
        add(delta);
        harness.setProcessingTime(harness.getProcessingTime() + DELAY_MS);
        List<LocationResult> results = results(harness);
        return results.get(results.size() - 1).leadingCandidateId();
    }

    private void add(Delta delta) throws Exception {
        harness.processElement(delta, delta.asOf());
    }

    private static List<LocationResult> results(
            KeyedOneInputStreamOperatorTestHarness<String, Delta, LocationTotal> harness) {
        return side(harness, LocationTally.RESULTS);
    }

    private static <T> List<T> side(
            KeyedOneInputStreamOperatorTestHarness<String, Delta, LocationTotal> harness, OutputTag<T> tag) {
        var output = harness.getSideOutput(tag);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Delta, LocationTotal> harness() throws Exception {
        return harness(new Votes.Source());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Delta, LocationTotal> harness(ElectionSource election)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LocationTally(election, Votes.WINDOWS, SETTINGS.earlyFiring())),
                Delta::location,
                Types.STRING);
    }
}
