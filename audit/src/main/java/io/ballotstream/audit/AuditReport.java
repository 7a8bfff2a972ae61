package io.ballotstream.audit;

import io.ballotstream.model.Election;
import io.ballotstream.model.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
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

    /** Whether no rule fails and nothing was waited for in vain. */
    public boolean passes() {
        return notDrained.isEmpty() && failed().isEmpty();
    }

    /**
     * {@code AUDIT PASS}, or {@code AUDIT FAIL} and the names of the rules that fail. No rule is named if all hold, but
     * over a stream that was waited for in vain: they may not hold any more when it goes on.
     */
    public String verdictLine() {
        if (passes()) {
            return "AUDIT PASS";
        }
        return failed().stream()
                .map(RuleResult::rule)
                .collect(Collectors.joining(" ", "AUDIT FAIL ", ""))
                .stripTrailing();
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

    private List<RuleResult> failed() {
        return rules.stream().filter(rule -> rule.verdict() == Verdict.FAILS).toList();
    }
}
