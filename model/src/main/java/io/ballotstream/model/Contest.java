package io.ballotstream.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an election elects: how many winners there are, and where. */
public enum Contest {
    /** One race: whoever has most votes in all locations together wins. */
    NATION,
    /** A race in each location: whoever has most votes there wins its seats. */
    LOCATION;

    /** The word on a command line, in the table {@code election} and in the feed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The contest of this word, if there is one. */
    public static Optional<Contest> of(String word) {
        return Arrays.stream(values())
                .filter(contest -> contest.word().equals(word))
                .findFirst();
    }
}
