package io.ballotstream.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds totals that were left in a results file and would count every vote twice: a location whose votes for each
 * candidate are the sum of all other locations, or a candidate whose votes in each location are the sum of all other
 * candidates.
 */
final class SumRows {
    /** With only one summand, any two equal rows would look like a sum. */
    private static final int FEWEST_SUMMANDS = 2;

    private SumRows() {}

    /**
     * Finds all totals.
     *
     * @param file the file's name for the warnings
     * @param lines all lines of the file
     * @param numbers line numbers, in the order of {@code lines}
     * @param candidateName maps a candidate's id to the name
     * @return a warning for each total
     */
    static List<String> warnings(
            String file, List<ResultsLine> lines, List<Long> numbers, Function<String, String> candidateName) {
        List<String> warnings = new ArrayList<>();
        find(lines, ResultsLine::location, ResultsLine::candidateId)
                .forEach((location, first) -> warnings.add(warning(
                        file,
                        numbers.get(first),
                        "location \"" + location + "\" are the sum of all other locations",
                        "for each candidate")));
        find(lines, ResultsLine::candidateId, ResultsLine::location)
                .forEach((candidate, first) -> warnings.add(warning(
                        file,
                        numbers.get(first),
                        "candidate \"" + candidateName.apply(candidate) + "\" are the sum of all other candidates",
                        "in each location")));
        return warnings;
    }

    private static String warning(String file, long line, String finding, String how) {
        return file + " line " + line + ": Warning: the votes of the " + finding + ", " + how
                + ". If this is a total, remove it, because it counts every vote twice.";
    }

    /** Finds rows that are the sum of all other rows in every column. Maps them to the position of their first line. */
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
