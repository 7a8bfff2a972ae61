package io.ballotstream.audit;

import io.ballotstream.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The first findings as sentences, and the number of the others, because there may be millions. */
final class Findings {
    /** The number of findings that are kept as sentences. */
    static final int LIMIT = 10;

    private final List<String> first = new ArrayList<>();
    private long all;

    void add(Supplier<String> finding) {
        if (all++ < LIMIT) {
            first.add(finding.get());
        }
    }

    /** Adds findings that are only counted. */
    void addUntold(long number) {
        all += number;
    }

    List<String> list() {
        List<String> told = new ArrayList<>(first);
        if (all > first.size()) {
            told.add("and " + Printable.number(all - first.size()) + " more");
        }
        return told;
    }
}
