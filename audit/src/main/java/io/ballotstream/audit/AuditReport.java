package io.ballotstream.audit;

import io.ballotstream.model.Election;
import io.ballotstream.model.ExitCode;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * What an audit found out.
 *
 * @param runAt when the tables were looked at, as {@code audit_results.run_at}
 * @param rules in order
 * @param notDrained a sentence for each thing that was waited for and did not come; empty if nothing was missing
 */
public record AuditReport(Election election, Instant runAt, List<RuleResult> rules, List<String> notDrained) {

    /** Copies the lists. */
    public AuditReport {
        rules = List.copyOf(rules);
        notDrained = List.copyOf(notDrained);
    }

    /** Whether every rule that was not left out holds, and the stream was drained. */
    public boolean passes() {
        return notDrained.isEmpty()
                && named(Verdict.FAILS).isEmpty()
                && named(Verdict.INCOMPLETE).isEmpty();
    }

    /**
     * {@code AUDIT PASS}; or {@code AUDIT FAIL} and the rules that fail; or {@code AUDIT INCOMPLETE} and the rules that
     * could not be checked to the end. {@code AUDIT FAIL} without a rule means that the stream was not drained: rules that
     * hold now may fail later.
     */
    public String verdictLine() {
        if (passes()) {
            return "AUDIT PASS";
        }
        List<String> incomplete = named(Verdict.INCOMPLETE);
        return named(Verdict.FAILS).isEmpty() && notDrained.isEmpty()
                ? "AUDIT INCOMPLETE " + String.join(" ", incomplete)
                : ("AUDIT FAIL " + String.join(" ", named(Verdict.FAILS))).stripTrailing();
    }

    /** As {@link ExitCode} tells the caller. */
    public int exitCode() {
        return passes() ? ExitCode.DONE : ExitCode.RULE_FAILED;
    }

    /**
     * The report for people: a table, what was found, and the verdict as its last line, which ends with a line break. No
     * other line begins with {@code AUDIT}.
     *
     * @param ansi whether to colour it
     */
    public String render(Ansi ansi) {
        return new AuditTable(this, ansi).render();
    }

    /** The report for machines: one JSON document, which ends with a line break. */
    public String json() {
        return AuditJson.write(this);
    }

    private List<String> named(Verdict verdict) {
        return rules.stream()
                .filter(rule -> rule.verdict() == verdict)
                .map(RuleResult::rule)
                .toList();
    }
}
