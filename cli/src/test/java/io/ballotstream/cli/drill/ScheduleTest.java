package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void sameSeedGivesTheSameFaults() {
        assertThat(Schedule.of(7, ALL, 50)).isEqualTo(Schedule.of(7, Set.copyOf(ALL), 50));
        assertThat(Schedule.of(7, ALL, 50)).isNotEqualTo(Schedule.of(8, ALL, 50));
    }

    @Test
    void everyKindComesOnceBeforeAnyComesTwice() {
        assertThat(kinds(Schedule.of(1, ALL, ALL.size()))).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(kinds(Schedule.of(1, ALL, 3))).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void onlyTheGivenKindsAreDrawn() {
        Set<FaultKind> kinds = EnumSet.of(FaultKind.KILL_KAFKA, FaultKind.CUT_POSTGRES);

        assertThat(kinds(Schedule.of(3, kinds, 9))).hasSize(9).hasSameElementsAs(kinds);
    }

    @Test
    void burstsComeLastAndOfThemTheLateOneOnce() {
        List<FaultKind> kinds = kinds(Schedule.of(5, ALL, 3 * ALL.size()));

        assertThat(kinds).hasSize(3 * ALL.size()).last().isEqualTo(FaultKind.LATE_BURST);
        assertThat(kinds).filteredOn(FaultKind.LATE_BURST::equals).hasSize(1);
        assertThat(kinds).extracting(FaultKind::order).isSorted();
        assertThat(Schedule.of(5, EnumSet.of(FaultKind.LATE_BURST), 4)).hasSize(1);
    }

    @Test
    void processesAreStoppedForOneToTwentySecondsAndTheOutageTakesThirty() {
        for (Fault fault : Schedule.of(11, ALL, 400)) {
            if (fault.kind() == FaultKind.OUTAGE_POSTGRES) {
                assertThat(fault.time()).isEqualTo(Duration.ofSeconds(30));
            } else {
                assertThat(fault.time()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
            }
            assertThat(fault.choice()).isNotNegative();
        }
    }

    private static List<FaultKind> kinds(List<Fault> faults) {
        return faults.stream().map(Fault::kind).toList();
    }
}
