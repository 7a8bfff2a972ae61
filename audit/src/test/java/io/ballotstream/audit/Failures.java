package io.ballotstream.audit;

import java.util.stream.Collectors;

/** A short description of the failed rules and their differences, for example {@code R1=1 R3=2}. */
final class Failures {
    private Failures() {}

    static String of(AuditReport report) {
        return report.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.FAILS)
                .map(rule -> rule.rule() + "=" + rule.difference())
                .collect(Collectors.joining(" "));
    }
}
