package io.ballotstream.board.snapshot;

import java.time.Instant;
import java.util.List;

/** The newest audit. */
public record AuditRun(Instant runAt, List<Rule> rules) {
    /** Copies the rules. */
    public AuditRun {
        rules = List.copyOf(rules);
    }

    /** Two numbers that must be equal. */
    public record Rule(
            String rule,
            String leftName,
            long leftValue,
            String rightName,
            long rightValue,
            long difference,
            boolean holds) {}

    /** Whether every rule that was checked holds. */
    public boolean passes() {
        return rules.stream().allMatch(Rule::holds);
    }
}
