package io.ballotstream.board.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceBuilderTest {
    private static final Instant START = Instant.parse("2026-11-03T20:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(10);

    private static Standing standing(int number, long votes) {
        CandidateProfile candidate =
                new CandidateProfile(new Candidate("c" + number, number, "C" + number, ""), "#000000", null);
        return new Standing(number, candidate, votes, 0, 0);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    @Test
    void gapIsHorizontalAndTheLastPointEqualsTheTotals() {
        RaceBuilder builder = new RaceBuilder(List.of(standing(1, 12), standing(2, 7)), at(47));
        builder.add(STEP, at(0), "c1", 4);
        builder.add(STEP, at(0), "c2", 6);
        builder.add(STEP, at(40), "c1", 8);
        Race race = builder.build();
        assertThat(race.points())
                .containsExactly(
                        new Race.Point(at(0), List.of(0L, 0L)),
                        new Race.Point(at(10), List.of(4L, 6L)),
                        new Race.Point(at(40), List.of(4L, 6L)),
                        new Race.Point(at(47), List.of(12L, 7L)));
        assertThat(race.leadChanges()).singleElement().satisfies(change -> {
            assertThat(change.at()).isEqualTo(at(47));
            assertThat(change.from().id()).isEqualTo("c2");
            assertThat(change.to().id()).isEqualTo("c1");
        });
    }

    @Test
    void windowAheadOfTheTotalsIsLimitedToThem() {
        RaceBuilder builder = new RaceBuilder(List.of(standing(1, 5)), at(25));
        builder.add(STEP, at(0), "c1", 9);
        assertThat(builder.build().points())
                .containsExactly(
                        new Race.Point(at(0), List.of(0L)),
                        new Race.Point(at(10), List.of(5L)),
                        new Race.Point(at(25), List.of(5L)));
    }

    @Test
    void tieIsNoChangeOfTheLead() {
        Race.Point[] points = {
            new Race.Point(at(10), List.of(5L, 3L)),
            new Race.Point(at(20), List.of(5L, 5L)),
            new Race.Point(at(30), List.of(6L, 5L)),
            new Race.Point(at(40), List.of(6L, 6L)),
            new Race.Point(at(50), List.of(6L, 7L))
        };
        Race race = new Race(List.of(standing(1, 0).candidate(), standing(2, 0).candidate()), STEP, List.of(points));
        assertThat(race.leadChanges()).extracting(Race.LeadChange::at).containsExactly(at(50));
    }
}
