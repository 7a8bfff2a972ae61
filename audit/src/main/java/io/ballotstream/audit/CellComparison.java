package io.ballotstream.audit;

import io.ballotstream.model.Printable;
import java.util.List;

/** Compares cell by cell. Keeps the sums and the first cells that differ. */
final class CellComparison {
    private final String leftName;
    private final String rightName;
    private final Findings findings = new Findings();
    private long left;
    private long right;
    private long difference;

    CellComparison(String leftName, String rightName) {
        this.leftName = leftName;
        this.rightName = rightName;
    }

    void add(String cell, long leftValue, long rightValue) {
        left += leftValue;
        right += rightValue;
        if (leftValue != rightValue) {
            difference += Math.abs(leftValue - rightValue);
            findings.add(() -> cell + ": " + leftName + " " + Printable.number(leftValue) + ", " + rightName + " "
                    + Printable.number(rightValue));
        }
    }

    Comparison sums() {
        return new Comparison(leftName, left, rightName, right, difference);
    }

    List<String> findings() {
        return findings.list();
    }
}
