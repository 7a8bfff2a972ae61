package io.ballotstream.bench;

import io.ballotstream.model.BadInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The benchmarks, in the order in which they run. */
enum Subject {
    END_TO_END("end-to-end"),
    TALLY("tally"),
    CASTING("casting"),
    LATENCY("latency"),
    BOARD("board"),
    MEMORY("memory");

    /** Selects all benchmarks. */
    static final String ALL = "all";

    private final String word;

    Subject(String word) {
        this.word = word;
    }

    /**
     * The benchmarks with these names.
     *
     * @throws BadInputException if a name is unknown
     */
    static Set<Subject> named(List<String> words) {
        Set<Subject> subjects = EnumSet.noneOf(Subject.class);
        for (String word : words) {
            List<Subject> named = Arrays.stream(values())
                    .filter(subject -> word.equals(subject.word) || word.equals(ALL))
                    .toList();
            if (named.isEmpty()) {
                throw new BadInputException(
                        "SUBJECT must be one of " + words() + " and " + ALL + ", but is \"" + word + "\".");
            }
            subjects.addAll(named);
        }
        return subjects;
    }

    private static String words() {
        return Arrays.stream(values()).map(subject -> subject.word).collect(Collectors.joining(", "));
    }
}
