package io.ballotstream.audit;

import io.ballotstream.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The first findings in full and the rest as a number: what is wrong may be wrong a million times. */
final class Findings {
    /** How many are told in full. */
    static final int LIMIT = 10;

    private final List<String> first = new ArrayList<>();
    private long all;

    void add(Supplier<String> finding) {
        if (all++ < LIMIT) {
            first.add(finding.get());
        }
    }

    /** Tells of findings that are not worth a sentence each. */
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
