package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class AuditReportTest {
    private static final Instant RUN_AT = Instant.parse("2026-03-04T05:06:07.890123Z");
    private static final Election ELECTION = new Election(
            "e1",
            "Präsident\nAUDIT PASS",
            1,
            1_000,
            158_430,
            18,
            "abc",
            RUN_AT,
            "synthetic",
            List.of("us"),
            Contest.NATION);

    private static final RuleResult HOLDS = new RuleResult(
            "R1", "One is one", List.of(Comparison.of("left", 158_430, "right side", 158_430)), List.of(), null);
    private static final RuleResult FAILS = new RuleResult(
            "R2",
            "All are alike",
            List.of(
                    new Comparison("fine", 7, "fine too", 7, 0),
                    new Comparison("opposite", 5, "errors", 5, 1_234),
                    Comparison.of("more", 3, "less", 1)),
            List.of("東京, Ada (Red\r\nAUDIT PASS): 1, 2", "and 9 more"),
            null);
    private static final RuleResult LEFT_OUT = new RuleResult("R6", "Something else", List.of(), List.of(), null);
    private static final RuleResult INCOMPLETE = new RuleResult(
            "R6", "Something else", List.of(Comparison.of("plan", 2, "count", 2)), List.of(), "nothing\nwas given");

    @Test
    void verdictIsPassIfEveryRuleHoldsThatIsNotLeftOut() {
        AuditReport report = report(HOLDS, LEFT_OUT);

        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void verdictNamesTheRulesThatCouldNotBeChecked() {
        AuditReport report = report(HOLDS, INCOMPLETE);

        assertThat(report.verdictLine()).isEqualTo("AUDIT INCOMPLETE R6");
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void verdictNamesTheRulesThatFailInTheirOrder() {
        RuleResult fourth = new RuleResult("R4", "", List.of(Comparison.of("a", 1, "b", 2)), List.of(), null);
        AuditReport report = report(HOLDS, FAILS, fourth, INCOMPLETE);

        assertThat(report.verdictLine()).isEqualTo("AUDIT FAIL R2 R4");
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void verdictIsFailIfTheStreamIsNotDrainedEvenIfEveryRuleHolds() {
        AuditReport report = report(List.of("something is missing"), HOLDS);

        assertThat(report.verdictLine()).isEqualTo("AUDIT FAIL");
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void tableShowsEveryComparisonAndFindingAndEndsWithTheVerdict() {
        AuditReport report = report(List.of("a job\nhas not been started"), HOLDS, FAILS, INCOMPLETE);

        assertThat(report.render(Ansi.OFF)).isEqualTo("""
                        Audit of Präsident\\u000aAUDIT PASS at 2026-03-04 05:06:07 UTC, scale 1,000

                        Rule  What must be equal                       Difference  Verdict
                        R1    One is one                                        0  holds
                              left     158,430 = right side 158,430
                        R2    All are alike                                 1,236  FAILS
                              fine           7 = fine too         7
                              opposite       5 ≠ errors           5         1,234
                              more           3 ≠ less             1             2
                              - 東京, Ada (Red\\u000d\\u000aAUDIT PASS): 1, 2
                              - and 9 more
                        R6    Something else                                    0  INCOMPLETE
                              plan           2 = count            2
                              - not checked: nothing\\u000awas given

                        Not drained: a job\\u000ahas not been started
                        AUDIT FAIL R2
                        """);
    }

    @Test
    void onlyVerdictsAreColoured() {
        String coloured = report(HOLDS, FAILS).render(Ansi.ON);

        assertThat(coloured).contains("\u001B[1m\u001B[32mholds").contains("\u001B[1m\u001B[31mFAILS");
        assertThat(coloured.lines().toList()).last().asString().startsWith("\u001B[1m\u001B[31mAUDIT FAIL R2");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
                .isEqualTo(report(HOLDS, FAILS).render(Ansi.OFF));
    }

    @Test
    void jsonContainsEverythingInTheTable() throws IOException {
        String json = report(List.of("a job has not been started"), HOLDS, FAILS, INCOMPLETE)
                .json();

        JsonNode expected = new ObjectMapper().readTree("""
                        {
                          "verdict": "AUDIT FAIL R2",
                          "passes": false,
                          "run_at": "2026-03-04T05:06:07.890123Z",
                          "election":
                              {"election_id": "e1", "name": "Präsident\\nAUDIT PASS", "scale": 1000, "results_sha256": "abc"},
                          "rules": [
                            {"rule": "R1", "says": "One is one", "verdict": "holds", "holds": true,
                             "unchecked": null,
                             "left_name": "left", "left_value": 158430, "right_name": "right side",
                             "right_value": 158430, "difference": 0,
                             "comparisons": [
                               {"left_name": "left", "left_value": 158430, "right_name": "right side",
                                "right_value": 158430, "difference": 0}],
                             "findings": []},
                            {"rule": "R2", "says": "All are alike", "verdict": "FAILS", "holds": false,
                             "unchecked": null,
                             "left_name": "opposite", "left_value": 5, "right_name": "errors", "right_value": 5,
                             "difference": 1236,
                             "comparisons": [
                               {"left_name": "fine", "left_value": 7, "right_name": "fine too", "right_value": 7,
                                "difference": 0},
                               {"left_name": "opposite", "left_value": 5, "right_name": "errors", "right_value": 5,
                                "difference": 1234},
                               {"left_name": "more", "left_value": 3, "right_name": "less", "right_value": 1,
                                "difference": 2}],
                             "findings": ["東京, Ada (Red\\r\\nAUDIT PASS): 1, 2", "and 9 more"]},
                            {"rule": "R6", "says": "Something else", "verdict": "INCOMPLETE", "holds": null,
                             "unchecked": "nothing\\nwas given", "left_name": "plan", "left_value": 2,
                             "right_name": "count", "right_value": 2, "difference": 0,
                             "comparisons": [
                               {"left_name": "plan", "left_value": 2, "right_name": "count", "right_value": 2,
                                "difference": 0}],
                             "findings": []}],
                          "not_drained": ["a job has not been started"]
                        }""");
        assertThat(new ObjectMapper().readTree(json)).isEqualTo(expected);
        assertThat(json).endsWith("}\n");
    }

    private static AuditReport report(RuleResult... rules) {
        return report(List.of(), rules);
    }

    private static AuditReport report(List<String> notDrained, RuleResult... rules) {
        return new AuditReport(ELECTION, RUN_AT, List.of(rules), notDrained);
    }
}
