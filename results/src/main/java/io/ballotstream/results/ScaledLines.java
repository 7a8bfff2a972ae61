package io.ballotstream.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Divides the votes of a results file: first each candidate's total, then each candidate's votes per location. */
final class ScaledLines {
    private ScaledLines() {}

    static List<ResultsLine> of(List<ResultsLine> lines, List<ResultsCandidate> candidates, long scale, long total) {
        Map<String, List<Integer>> positionsByCandidate = new LinkedHashMap<>();
        candidates.forEach(candidate -> positionsByCandidate.put(candidate.candidateId(), new ArrayList<>()));
        for (int i = 0; i < lines.size(); i++) {
            positionsByCandidate.get(lines.get(i).candidateId()).add(i);
        }
        List<List<Integer>> positions = List.copyOf(positionsByCandidate.values());
        long[][] votes = positions.stream()
                .map(of -> of.stream().mapToLong(i -> lines.get(i).votes()).toArray())
                .toArray(long[][]::new);
        long[] perCandidate =
                Arrays.stream(votes).mapToLong(of -> LongStream.of(of).sum()).toArray();
        long[] scaledPerCandidate = LargestRemainder.divide(perCandidate, scale, total);

        ResultsLine[] scaled = new ResultsLine[lines.size()];
        for (int candidate = 0; candidate < votes.length; candidate++) {
            long[] parts = LargestRemainder.divide(votes[candidate], scale, scaledPerCandidate[candidate]);
            for (int i = 0; i < parts.length; i++) {
                int position = positions.get(candidate).get(i);
                ResultsLine line = lines.get(position);
                scaled[position] = new ResultsLine(line.location(), line.candidateId(), parts[i]);
            }
        }
        return List.of(scaled);
    }
}
