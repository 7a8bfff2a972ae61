package io.ballotstream.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of an audit for one rule.
 *
 * @param rule its name, {@code R1} to {@code R7}
 * @param says the statement of the rule
 * @param comparisons the comparisons; none if the rule was left out
 * @param findings the first cells that differ, without personal data
 * @param unchecked why a part of the rule could not be checked, or null
 */
public record RuleResult(
        String rule, String says, List<Comparison> comparisons, List<String> findings, String unchecked) {

    /** Copies the lists. */
    public RuleResult {
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
    }

    static RuleResult of(Rule rule, Comparison... comparisons) {
        return new RuleResult(rule.name(), rule.says(), List.of(comparisons), List.of(), null);
    }

    static RuleResult of(Rule rule, CellComparison... comparisons) {
        return of(rule, List.of(comparisons));
    }

    static RuleResult of(Rule rule, List<CellComparison> comparisons) {
        List<Comparison> sums = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (CellComparison comparison : comparisons) {
            sums.add(comparison.sums());
            findings.addAll(comparison.findings());
        }
        return new RuleResult(rule.name(), rule.says(), sums, findings, null);
    }

    /** A rule that the user has left out. */
    static RuleResult leftOut(Rule rule) {
        return new RuleResult(rule.name(), rule.says(), List.of(), List.of(), null);
    }

    /** The same result, with a part that could not be checked. */
    RuleResult withUnchecked(String why) {
        return new RuleResult(rule, says, comparisons, findings, why);
    }

    /** {@return the verdict on the rule; a difference outweighs a part that could not be checked} */
    public Verdict verdict() {
        if (difference() != 0) {
            return Verdict.FAILS;
        }
        if (unchecked != null) {
            return Verdict.INCOMPLETE;
        }
        return comparisons.isEmpty() ? Verdict.LEFT_OUT : Verdict.HOLDS;
    }

    /** {@return the sum of all absolute differences} */
    public long difference() {
        return comparisons.stream().mapToLong(Comparison::difference).sum();
    }

    /**
     * The comparison that represents the rule where there is space for only one: the first that fails, or the first.
     *
     * @throws java.util.NoSuchElementException if the rule was left out
     */
    Comparison headline() {
        return comparisons.stream()
                .filter(comparison -> !comparison.holds())
                .findFirst()
                .orElseGet(() -> comparisons.stream().findFirst().orElseThrow());
    }
}
