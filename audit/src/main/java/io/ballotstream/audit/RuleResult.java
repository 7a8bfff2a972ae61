package io.ballotstream.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What an audit found out about one rule.
 *
 * @param rule its name, {@code R1} to {@code R6}
 * @param says what the rule says
 * @param comparisons what was compared; none if the rule was not checked
 * @param findings the first cells that differ, without personal data
 */
public record RuleResult(String rule, String says, List<Comparison> comparisons, List<String> findings) {

    /** Copies the lists. */
    public RuleResult {
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
    }

    static RuleResult of(Rule rule, Comparison... comparisons) {
        return new RuleResult(rule.name(), rule.says(), List.of(comparisons), List.of());
    }

    static RuleResult of(Rule rule, CellComparison... comparisons) {
        List<Comparison> sums = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (CellComparison comparison : comparisons) {
            sums.add(comparison.sums());
            findings.addAll(comparison.findings());
        }
        return new RuleResult(rule.name(), rule.says(), sums, findings);
    }

    static RuleResult notChecked(Rule rule, String why) {
        return new RuleResult(rule.name(), rule.says(), List.of(), List.of(why));
    }

    /** Holds, fails or was not checked. */
    public Verdict verdict() {
        if (comparisons.isEmpty()) {
            return Verdict.NOT_CHECKED;
        }
        return difference() == 0 ? Verdict.HOLDS : Verdict.FAILS;
    }

    /** The sum of all absolute differences. */
    public long difference() {
        return comparisons.stream().mapToLong(Comparison::difference).sum();
    }

    /**
     * The comparison that stands for the rule where there is room for one: the first that fails, or else the first.
     *
     * @throws java.util.NoSuchElementException if the rule was not checked
     */
    Comparison headline() {
        return comparisons.stream()
                .filter(comparison -> !comparison.holds())
                .findFirst()
                .orElseGet(() -> comparisons.stream().findFirst().orElseThrow());
    }
}
