package io.ballotstream.audit;

import io.ballotstream.model.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * The report as a table for a terminal. Names of locations and candidates can have any display width, so they are on
 * separate lines below the table and not in a column.
 */
final class AuditTable {
    private static final String INDENT = " ".repeat(6);
    private static final int DIFFERENCE = 14;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final AuditReport report;
    private final Ansi ansi;
    private final int leftName;
    private final int leftValue;
    private final int rightName;
    private final int rightValue;
    private final int middle;
    private final StringBuilder text = new StringBuilder();

    AuditTable(AuditReport report, Ansi ansi) {
        this.report = report;
        this.ansi = ansi;
        this.leftName = widest(comparison -> comparison.leftName().length());
        this.leftValue =
                widest(comparison -> Printable.number(comparison.leftValue()).length());
        this.rightName = widest(comparison -> comparison.rightName().length());
        this.rightValue =
                widest(comparison -> Printable.number(comparison.rightValue()).length());
        int widestRule = report.rules().stream()
                .mapToInt(rule -> rule.says().length())
                .max()
                .orElse(0);
        this.middle = Math.max(widestRule, leftName + 1 + leftValue + 3 + rightName + 1 + rightValue);
    }

    String render() {
        line("Audit of " + Printable.text(report.election().name()) + " at " + TIME.format(report.runAt()) + ", scale "
                + Printable.number(report.election().scale()));
        line("");
        row("Rule", "What must be equal", "Difference", "Verdict");
        report.rules().forEach(this::rule);
        line("");
        report.notDrained().forEach(missing -> line("Not drained: " + Printable.text(missing)));
        line(coloured(report.passes(), report.verdictLine()));
        return text.toString();
    }

    private void rule(RuleResult rule) {
        boolean checked = !rule.comparisons().isEmpty();
        String verdict = rule.verdict().toString();
        row(
                rule.rule(),
                rule.says(),
                checked ? Printable.number(rule.difference()) : "",
                checked ? coloured(rule.verdict() == Verdict.HOLDS, verdict) : verdict);
        rule.comparisons().forEach(this::comparison);
        rule.findings().forEach(finding -> line(INDENT + "- " + Printable.text(finding)));
        if (rule.unchecked() != null) {
            line(INDENT + "- not checked: " + Printable.text(rule.unchecked()));
        }
    }

    private void comparison(Comparison comparison) {
        String sides = left(comparison.leftName(), leftName)
                + " "
                + right(Printable.number(comparison.leftValue()), leftValue)
                + (comparison.holds() ? " = " : " ≠ ")
                + left(comparison.rightName(), rightName)
                + " "
                + right(Printable.number(comparison.rightValue()), rightValue);
        row("", sides, comparison.holds() ? "" : Printable.number(comparison.difference()), "");
    }

    private void row(String rule, String says, String difference, String verdict) {
        line(left(rule, INDENT.length()) + left(says, middle) + right(difference, DIFFERENCE) + "  " + verdict);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private String coloured(boolean good, String words) {
        return ansi.string("@|bold," + (good ? "green" : "red") + " " + words + "|@");
    }

    private int widest(ToIntFunction<Comparison> width) {
        Stream<Comparison> comparisons =
                report.rules().stream().map(RuleResult::comparisons).flatMap(List::stream);
        return comparisons.mapToInt(width).max().orElse(1);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
