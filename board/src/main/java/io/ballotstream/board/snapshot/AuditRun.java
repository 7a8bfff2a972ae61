package io.ballotstream.board.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * The newest audit.
 *
 * @param runAt when the audit read the tables
 * @param rules in order, without those that were left out
 */
public record AuditRun(Instant runAt, List<Rule> rules) {
    /** Copies the rules. */
    public AuditRun {
        rules = List.copyOf(rules);
    }

    /**
     * Two numbers that must be equal.
     *
     * @param rule the rule's name, {@code R1} to {@code R7}
     * @param leftName what the left number counts
     * @param leftValue the left number
     * @param rightName what the right number counts
     * @param rightValue the right number
     * @param difference the sum of the absolute differences of the compared cells
     * @param holds whether the rule holds
     */
    public record Rule(
            String rule,
            String leftName,
            long leftValue,
            String rightName,
            long rightValue,
            long difference,
            boolean holds) {}

    /** {@return whether every rule that was checked holds} */
    public boolean passes() {
        return rules.stream().allMatch(Rule::holds);
    }
}
