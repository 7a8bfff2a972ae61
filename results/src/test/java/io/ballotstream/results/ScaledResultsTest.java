package io.ballotstream.results;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledResultsTest {
    private static final Path STATES = Path.of("../data/us-president-2020-by-state.csv");
    private static final Path COUNTIES = Path.of("../data/us-president-2020-by-county.csv");

    @TempDir
    Path directory;

    @Test
    void statesOf2020DividedByAThousandHaveTheKnownVotes() {
        assertThat(perCandidate(ResultsFile.read(STATES).scaledBy(1000)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("c1", 81_283L, "c2", 74_224L, "c3", 1_866L, "c4", 1_057L));
    }

    @Test
    void scaleOfOneChangesNothing() {
        ResultsFile results = ResultsFile.read(STATES);

        assertThat(results.scaledBy(1)).isEqualTo(results.lines());
        assertThat(results.totalScaledBy(1)).isEqualTo(results.totalVotes());
    }

    @Test
    void firstLineInTheFileWinsTies() throws Exception {
        ResultsFile results = file("B,,,Zoe,Z,1\nA,,,Zoe,Z,1\nC,,,Zoe,Z,1\nA,,,Ada,A,3\n");

        assertThat(results.scaledBy(2))
                .containsExactly(
                        new ResultsLine("B", "c1", 1),
                        new ResultsLine("A", "c1", 1),
                        new ResultsLine("C", "c1", 0),
                        new ResultsLine("A", "c2", 1));
    }

    @Test
    void halfAVoteIsRoundedUp() throws Exception {
        assertThat(file("Here,,,Ada,A,5\n").scaledBy(2)).containsExactly(new ResultsLine("Here", "c1", 3));
        assertThat(file("Here,,,Ada,A,5\n").scaledBy(10)).containsExactly(new ResultsLine("Here", "c1", 1));
    }

    @Test
    void scaleThatLeavesNoVoteIsRefused() throws Exception {
        ResultsFile results = file("Here,,,Ada,A,5\n");

        assertThatThrownBy(() -> results.scaledBy(11))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--scale: 11 leaves none of the 5 votes in " + results.path() + ".");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void scaleBelowOneIsRefused(long scale) throws Exception {
        ResultsFile results = file("Here,,,Ada,A,5\n");

        assertThatThrownBy(() -> results.scaledBy(scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scale must be at least 1, but is " + scale);
    }

    @Test
    void largestNumbersDoNotOverflow() throws Exception {
        ResultsFile results = file("Here,,,Ada,A," + (Long.MAX_VALUE - 2) + "\nThere,,,Ada,A,1\nThere,,,Bob,B,1\n");

        assertThat(results.scaledBy(2))
                .containsExactly(
                        new ResultsLine("Here", "c1", 4611686018427387903L),
                        new ResultsLine("There", "c1", 0),
                        new ResultsLine("There", "c2", 1));
        assertThat(results.scaledBy(Long.MAX_VALUE))
                .containsExactly(
                        new ResultsLine("Here", "c1", 1),
                        new ResultsLine("There", "c1", 0),
                        new ResultsLine("There", "c2", 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 7, 10, 99, 100, 1_000, 9_999, 10_000, 123_457, 1_000_000, 79_214_816})
    void everyScaleKeepsTotalsAndTheOrderOfLines(long scale) {
        for (Path path : List.of(STATES, COUNTIES)) {
            ResultsFile results = ResultsFile.read(path);
            List<ResultsLine> scaled = results.scaledBy(scale);

            long total = BigInteger.valueOf(results.totalVotes())
                    .multiply(BigInteger.TWO)
                    .add(BigInteger.valueOf(scale))
                    .divide(BigInteger.valueOf(scale).multiply(BigInteger.TWO))
                    .longValueExact();
            assertThat(scaled.stream().mapToLong(ResultsLine::votes).sum()).isEqualTo(total);
            assertThat(results.totalScaledBy(scale)).isEqualTo(total);
            assertThat(scaled)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("votes")
                    .isEqualTo(results.lines());
            assertEachPartIsWithinOneOfExact(results, scaled, scale);
        }
    }

    private static void assertEachPartIsWithinOneOfExact(ResultsFile results, List<ResultsLine> scaled, long scale) {
        Map<String, Long> perCandidate = perCandidate(results.lines());
        perCandidate(scaled).forEach((candidate, votes) -> assertWithinOne(votes, perCandidate.get(candidate), scale));
        for (int i = 0; i < scaled.size(); i++) {
            assertWithinOne(scaled.get(i).votes(), results.lines().get(i).votes(), scale);
        }
    }

    private static void assertWithinOne(long part, long votes, long scale) {
        assertThat(part).isBetween(votes / scale, (votes + scale - 1) / scale);
    }

    @Test
    void exactQuotientIsNotRoundedUp() {
        assertThat(LargestRemainder.divide(new long[] {0, 3, 4, 3, 3}, 4, 4)).containsExactly(0, 1, 1, 1, 1);
        assertThat(LargestRemainder.divide(new long[] {0, 3, 4, 3, 3}, 4, 3)).containsExactly(0, 1, 1, 1, 0);
        assertThat(LargestRemainder.divide(new long[] {0, 0}, 4, 0)).containsExactly(0, 0);
    }

    @Test
    void largestRemainderIsRoundedUpFirst() {
        assertThat(LargestRemainder.divide(new long[] {15, 26, 39}, 10, 8)).containsExactly(1, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4})
    void totalThatCannotBeReachedIsRefused(long total) {
        assertThatThrownBy(() -> LargestRemainder.divide(new long[] {10, 5, 5}, 10, total))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Votes divided by 10 cannot add up to " + total);
    }

    private ResultsFile file(String lines) throws Exception {
        Path file = directory.resolve("results.csv");
        Files.writeString(file, "location,latitude,longitude,candidate,party,votes\n" + lines);
        return ResultsFile.read(file);
    }

    private static Map<String, Long> perCandidate(List<ResultsLine> lines) {
        return lines.stream().collect(groupingBy(ResultsLine::candidateId, summingLong(ResultsLine::votes)));
    }
}
