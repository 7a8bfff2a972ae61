package io.ballotstream.cli.drill;

import java.util.ArrayList;
import java.util.List;

/** Violations that the outside reader saw. Thread-safe. */
final class Findings {
    private static final int MOST = 20;

    private final List<String> first = new ArrayList<>();
    private long backwards;
    private long exceeding;
    private long twice;

    /** Adds that a count was lower than before. */
    synchronized void backwards(String sentence) {
        backwards++;
        add(sentence);
    }

    /** Adds that more votes were counted than published. */
    synchronized void exceeding(String sentence) {
        exceeding++;
        add(sentence);
    }

    /** Adds that a vote was published twice. */
    synchronized void twice(String sentence) {
        twice++;
        add(sentence);
    }

    private void add(String sentence) {
        if (first.size() < MOST) {
            first.add(sentence);
        }
    }

    /** The first 20 violations, one sentence each. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }

    synchronized long backwards() {
        return backwards;
    }

    synchronized long exceeding() {
        return exceeding;
    }

    synchronized long twice() {
        return twice;
    }
}
