package io.ballotstream.seeder.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.registration.LateVoters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordOrderTest {
    private static final FaultShares SOME = new FaultShares(0.02, 0.05, 0.01, 0.1);

    @ParameterizedTest
    @CsvSource({"1,0,0,0,0", "1,1,1,1,0", "7,0.5,1,0.5,0.8", "10000,0.02,0.05,0.01,0.1", "500,1,1,1,0.99"})
    void totalsAreThoseOfTheManifest(long voters, double malformed, double duplicates, double underage, double late) {
        Manifest manifest = Manifest.of(voters, new FaultShares(malformed, duplicates, underage, late));

        Map<RecordKind, Long> published =
                steps(7, manifest).stream().collect(Collectors.groupingBy(Step::kind, Collectors.counting()));

        for (RecordKind kind : RecordKind.values()) {
            assertThat(published.getOrDefault(kind, 0L)).as(kind.name()).isEqualTo(manifest.of(kind));
        }
    }

    @Test
    void votersComeInTheOrderOfTheirNumbers() {
        assertThat(steps(7, Manifest.of(10_000, SOME)).stream()
                        .filter(step -> step.kind().isVoter())
                        .map(Step::number))
                .containsExactlyElementsOf(LongStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void faultsAreNumberedWithinTheirKind() {
        Manifest manifest = Manifest.of(10_000, SOME);

        assertThat(steps(7, manifest).stream()
                        .filter(step -> step.kind() == RecordKind.UNDERAGE)
                        .map(Step::number))
                .containsExactlyElementsOf(LongStream.range(0, manifest.of(RecordKind.UNDERAGE))
                        .boxed()
                        .toList());
    }

    @Test
    void duplicateCopiesTheRecordInItsSlot() {
        Map<Integer, Long> kept = new HashMap<>();
        Set<Long> onTime = new HashSet<>();
        int duplicates = 0;
        for (Step step : steps(7, Manifest.of(20_000, SOME))) {
            if (step.kind() == RecordKind.ON_TIME) {
                onTime.add(step.number());
            }
            if (step.kind() == RecordKind.DUPLICATE_VOTER) {
                duplicates++;
                assertThat(kept).containsEntry(step.slot(), step.number());
                assertThat(onTime).contains(step.number());
            } else if (step.slot() != Step.NOT_KEPT) {
                kept.put(step.slot(), step.number());
            }
        }
        assertThat(duplicates).isEqualTo(1000);
        assertThat(kept).hasSize(RecordOrder.SLOTS);
    }

    @Test
    void duplicatesCopyOldAndNewVoters() {
        List<Step> steps = steps(7, Manifest.of(20_000, new FaultShares(0, 0.2, 0, 0)));

        List<Step> last = steps.subList(steps.size() - 2000, steps.size()).stream()
                .filter(step -> step.kind() == RecordKind.DUPLICATE_VOTER)
                .toList();
        assertThat(last).anyMatch(step -> step.number() < 3000).anyMatch(step -> step.number() > 15_000);
    }

    @Test
    void faultsAreSpreadOverTheWholeSequence() {
        List<Step> steps = steps(7, Manifest.of(10_000, new FaultShares(0, 0, 0.1, 0)));

        for (int from = 0; from + 1000 <= steps.size(); from += 1000) {
            assertThat(steps.subList(from, from + 1000).stream()
                            .filter(step -> step.kind() == RecordKind.UNDERAGE)
                            .count())
                    .isBetween(50L, 140L);
        }
    }

    @Test
    void sameSeedGivesTheSameOrder() {
        Manifest manifest = Manifest.of(5000, SOME);

        assertThat(steps(7, manifest)).isEqualTo(steps(7, manifest)).isNotEqualTo(steps(8, manifest));
    }

    private static List<Step> steps(long seed, Manifest manifest) {
        RecordOrder order =
                new RecordOrder(seed, manifest, new LateVoters(seed, manifest.voters(), manifest.of(RecordKind.LATE)));
        List<Step> steps = new ArrayList<>();
        while (order.hasNext()) {
            steps.add(order.next());
        }
        return steps;
    }
}
