package io.ballotstream.audit;

import java.util.stream.Collectors;

/** Says shortly which rules fail and by how much, such as {@code R1=1 R3=2}. */
final class Failures {
    private Failures() {}

    static String of(AuditReport report) {
        return report.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.FAILS)
                .map(rule -> rule.rule() + "=" + rule.difference())
                .collect(Collectors.joining(" "));
    }
}
