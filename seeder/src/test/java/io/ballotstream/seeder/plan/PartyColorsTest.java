package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartyColorsTest {
    private static final Set<String> EVERYWHERE = Set.of("Ohio");

    private final PartyColors colors = new PartyColors();

    @Test
    void wellKnownPartiesHaveTheirUsualColor() {
        assertThat(Stream.of("Democratic", "Republican", "Libertarian", "Other")
                        .map(party -> colors.next(party, EVERYWHERE)))
                .containsExactly("#3b82f6", "#e0383e", "#f2c230", "#8c939d");
    }

    @Test
    void wellKnownPartyIsKnownInItsLongFormToo() {
        assertThat(colors.next("Democratic Party", EVERYWHERE)).isEqualTo("#3b82f6");
    }

    @Test
    void manyPartiesHaveColorsOfTheirOwn() {
        List<String> given = IntStream.range(0, 500)
                .mapToObj(i -> colors.next("Party " + i, EVERYWHERE))
                .toList();

        assertThat(given).doesNotHaveDuplicates().allMatch(color -> color.matches("#[0-9a-f]{6}"));
    }

    @Test
    void otherPartiesLeaveTheUsualColorsAlone() {
        Set<String> usual = new HashSet<>();
        for (String party : List.of("Democratic", "Republican", "Libertarian", "Green", "Other")) {
            usual.add(new PartyColors().next(party, EVERYWHERE));
        }

        assertThat(IntStream.range(0, 100).mapToObj(i -> colors.next("Party " + i, EVERYWHERE)))
                .doesNotContainAnyElementsOf(usual);
    }

    @Test
    void rivalsOfOnePartyHaveDifferentColors() {
        assertThat(colors.next("Democratic", Set.of("Ohio", "Iowa")))
                .isNotEqualTo(colors.next("Democratic", Set.of("Iowa", "Utah")));
    }

    @Test
    void candidatesOfOnePartyInDifferentLocationsShareItsColor() {
        assertThat(colors.next("Whigs", Set.of("Ohio"))).isEqualTo(colors.next("Whigs", Set.of("Iowa")));
    }
}
