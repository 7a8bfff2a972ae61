package io.ballotstream.audit;

import io.ballotstream.model.Election;
import io.ballotstream.model.ExitCode;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * The result of an audit.
 *
 * @param election the audited election
 * @param runAt when the tables were read, as in {@code audit_results.run_at}
 * @param rules in order
 * @param notDrained a sentence for each condition that was not met before the timeout; empty if the stream was drained
 */
public record AuditReport(Election election, Instant runAt, List<RuleResult> rules, List<String> notDrained) {

    /** Copies the lists. */
    public AuditReport {
        rules = List.copyOf(rules);
        notDrained = List.copyOf(notDrained);
    }

    /** {@return whether every rule that was not left out holds, and the stream was drained} */
    public boolean passes() {
        return notDrained.isEmpty()
                && named(Verdict.FAILS).isEmpty()
                && named(Verdict.INCOMPLETE).isEmpty();
    }

    /**
     * The last line of the report: {@code AUDIT PASS}; or {@code AUDIT FAIL} and the rules that fail; or {@code AUDIT
     * INCOMPLETE} and the rules that could not be checked completely.
     *
     * @return the line; {@code AUDIT FAIL} without a rule means that the stream was not drained, so that rules may
     *     still fail later
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

    /** {@return a code of {@link ExitCode}} */
    public int exitCode() {
        return passes() ? ExitCode.DONE : ExitCode.RULE_FAILED;
    }

    /**
     * The report as text: a table, the findings, and the verdict as the last line, which ends with a line break. No
     * other line begins with {@code AUDIT}.
     *
     * @param ansi whether to use colours
     * @return several lines
     */
    public String render(Ansi ansi) {
        return new AuditTable(this, ansi).render();
    }

    /** {@return the report as one JSON document, which ends with a line break} */
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
