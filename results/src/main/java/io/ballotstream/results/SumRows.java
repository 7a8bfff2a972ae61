package io.ballotstream.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds what looks like a row or column of sums that was left in a results file, and would count every vote twice: a
 * location whose votes are, candidate by candidate, the sum of all other locations', or a candidate likewise.
 */
final class SumRows {
    /** With one other, equal numbers would be a sum. */
    private static final int FEWEST_SUMMANDS = 2;

    private SumRows() {}

    /**
     * A warning for each sum.
     *
     * @param file named by the warnings
     * @param numbers of the file's lines, in the order of {@code lines}
     */
    static List<String> warnings(
            String file, List<ResultsLine> lines, List<Long> numbers, Function<String, String> candidateName) {
        List<String> warnings = new ArrayList<>();
        find(lines, ResultsLine::location, ResultsLine::candidateId)
                .forEach((location, first) -> warnings.add(warning(
                        file,
                        numbers.get(first),
                        "location \"" + location + "\" are the sum of all other locations'",
                        "candidate by candidate")));
        find(lines, ResultsLine::candidateId, ResultsLine::location)
                .forEach((candidate, first) -> warnings.add(warning(
                        file,
                        numbers.get(first),
                        "candidate \"" + candidateName.apply(candidate) + "\" are the sum of all other candidates'",
                        "location by location")));
        return warnings;
    }

    private static String warning(String file, long line, String finding, String how) {
        return file + " line " + line + ": Warning: the votes of the " + finding + ", " + how
                + ": if this is a total, remove it, or every vote counts twice.";
    }

    /** The rows that are the sum of all other rows in every column, each with the position of its first line. */
    private static Map<String, Integer> find(
            List<ResultsLine> lines, Function<ResultsLine, String> row, Function<ResultsLine, String> column) {
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        Map<String, Long> totals = new HashMap<>();
        Map<String, Integer> firsts = new HashMap<>();
        for (int position = 0; position < lines.size(); position++) {
            ResultsLine line = lines.get(position);
            rows.computeIfAbsent(row.apply(line), name -> new HashMap<>()).put(column.apply(line), line.votes());
            totals.merge(column.apply(line), line.votes(), Long::sum);
            firsts.putIfAbsent(row.apply(line), position);
        }
        Map<String, Integer> sums = new LinkedHashMap<>();
        if (rows.size() > FEWEST_SUMMANDS) {
            rows.forEach((name, votes) -> {
                if (totals.entrySet().stream()
                        .allMatch(total -> isHalf(votes.getOrDefault(total.getKey(), 0L), total.getValue()))) {
                    sums.put(name, firsts.get(name));
                }
            });
        }
        return sums;
    }

    private static boolean isHalf(long votes, long total) {
        return votes == total - votes;
    }
}
