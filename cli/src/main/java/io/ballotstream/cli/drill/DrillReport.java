package io.ballotstream.cli.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.model.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The result of a drill: its faults, the findings of the outside reader, and the audit.
 *
 * @param outcomes of the faults, in the order in which they struck
 * @param findings of the outside reader
 * @param audit empty if the drill failed before it
 * @param failure why the drill ended before its audit, in one sentence; empty if it did not
 */
record DrillReport(
        DrillOptions options,
        List<Outcome> outcomes,
        Findings findings,
        Optional<AuditReport> audit,
        Optional<String> failure) {
    private static final double NANOS_PER_SECOND = 1e9;

    DrillReport {
        outcomes = List.copyOf(outcomes);
    }

    /** This program's version. */
    static String version() {
        try (InputStream version = DrillReport.class.getResourceAsStream("/ballotstream.version")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The version cannot be read.", unreadable);
        }
    }

    /** Whether every fault struck, the outside reader found nothing, and the audit passes. */
    boolean passes() {
        return reasons().isEmpty();
    }

    /** One of the constants of {@link ExitCode}. */
    int exitCode() {
        return passes() ? ExitCode.DONE : ExitCode.RULE_FAILED;
    }

    /** {@code DRILL PASS}, or {@code DRILL FAIL} with the reasons. */
    String verdictLine() {
        return passes() ? "DRILL PASS" : "DRILL FAIL " + String.join("; ", reasons());
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        failure.ifPresent(reasons::add);
        List<String> missed = outcomes.stream()
                .filter(outcome -> !outcome.struck())
                .map(outcome -> outcome.fault().title())
                .toList();
        if (!missed.isEmpty()) {
            reasons.add("not seen to strike: " + String.join(", ", missed));
        }
        addIfAny(reasons, findings.backwards(), "counts that went backwards");
        addIfAny(reasons, findings.exceeding(), "counts above what was published");
        addIfAny(reasons, findings.twice(), "votes published twice");
        audit.filter(report -> !report.passes()).map(AuditReport::verdictLine).ifPresent(reasons::add);
        return reasons;
    }

    private static void addIfAny(List<String> reasons, long number, String what) {
        if (number > 0) {
            reasons.add(number + " " + what);
        }
    }

    /** The report as text, to be printed after the audit's. Its last line is the verdict, and ends with a line break. */
    String render() {
        StringBuilder report = new StringBuilder();
        report.append(
                String.format(Locale.ROOT, "%nBallotstream %s, drill with --seed %d%n%n", version(), options.seed()));
        line(report, "Fault", "failures", "in flight", "stand-still", "after return", "seen by");
        for (Outcome outcome : outcomes) {
            line(
                    report,
                    outcome.fault().title(),
                    Integer.toString(outcome.failures()),
                    Long.toString(outcome.inFlight()),
                    seconds(outcome.standStill()),
                    seconds(outcome.afterReturn()),
                    (outcome.struck() ? "" : "NOT STRUCK: ") + outcome.evidence());
        }
        report.append('\n');
        line(report, "Kind of fault", "struck", "median", "longest", "after return", "(median)");
        byKind().forEach((kind, struck) -> line(
                report,
                kind.word(),
                Integer.toString(struck.size()),
                seconds(median(struck, Outcome::standStill)),
                seconds(longest(struck)),
                seconds(median(struck, Outcome::afterReturn)),
                ""));
        report.append(String.format(
                Locale.ROOT,
                "%nCounts that went backwards: %d. Counts above what was published: %d. Votes published twice: %d.%n",
                findings.backwards(),
                findings.exceeding(),
                findings.twice()));
        findings.first().forEach(finding -> report.append("  ").append(finding).append('\n'));
        return report.append(verdictLine()).append('\n').toString();
    }

    private static void line(
            StringBuilder report, String fault, String number, String first, String second, String third, String last) {
        report.append(String.format(
                                Locale.ROOT, "%-32s %8s %10s %12s %13s  %s", fault, number, first, second, third, last)
                        .stripTrailing())
                .append('\n');
    }

    private Map<FaultKind, List<Outcome>> byKind() {
        return outcomes.stream()
                .filter(Outcome::struck)
                .collect(Collectors.groupingBy(outcome -> outcome.fault().kind(), TreeMap::new, Collectors.toList()));
    }

    private interface Measure {
        Duration of(Outcome outcome);
    }

    private static Duration median(List<Outcome> outcomes, Measure measure) {
        List<Duration> sorted = outcomes.stream().map(measure::of).sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }

    private static Duration longest(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(Outcome::standStill)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / NANOS_PER_SECOND);
    }

    /** The report as one JSON document, which ends with a line break. */
    String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode report = mapper.createObjectNode();
        report.put("version", version());
        report.put("seed", options.seed());
        var faults = report.putArray("faults");
        for (Outcome outcome : outcomes) {
            faults.addObject()
                    .put("fault", outcome.fault().title())
                    .put("struck", outcome.struck())
                    .put("evidence", outcome.evidence())
                    .put("in_flight", outcome.inFlight())
                    .put("failures", outcome.failures())
                    .put("stand_still_ms", outcome.standStill().toMillis())
                    .put("after_return_ms", outcome.afterReturn().toMillis());
        }
        ObjectNode kinds = report.putObject("kinds");
        byKind().forEach((kind, struck) -> kinds.putObject(kind.word())
                .put("struck", struck.size())
                .put(
                        "stand_still_median_ms",
                        median(struck, Outcome::standStill).toMillis())
                .put("stand_still_longest_ms", longest(struck).toMillis())
                .put(
                        "after_return_median_ms",
                        median(struck, Outcome::afterReturn).toMillis()));
        report.put("backwards", findings.backwards());
        report.put("above_published", findings.exceeding());
        report.put("published_twice", findings.twice());
        findings.first().forEach(report.putArray("findings")::add);
        report.put("audit", audit.map(AuditReport::verdictLine).orElse(null));
        report.put("failure", failure.orElse(null));
        report.put("verdict", verdictLine());
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
        } catch (JsonProcessingException failed) {
            throw new UncheckedIOException("Writing to memory failed.", failed);
        }
    }
}
