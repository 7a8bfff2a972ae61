package io.ballotstream.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of election: one winner, or one winner per location. */
public enum Contest {
    /** One race: the candidate with the most votes in all locations together wins. */
    NATION,
    /** One race per location: the candidate with the most votes there wins the location's seats. */
    LOCATION;

    /** {@return the contest's name on the command line, in the table {@code election} and in the feed} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Looks up a contest.
     *
     * @param word as {@link #word()} returns it
     * @return empty if no contest has this name
     */
    public static Optional<Contest> of(String word) {
        return Arrays.stream(values())
                .filter(contest -> contest.word().equals(word))
                .findFirst();
    }
}
