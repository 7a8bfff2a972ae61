package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballotstream.model.ExitCode;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrillReportTest {
    private final Findings findings = new Findings();

    @Test
    void tableHasMedianAndLongestStandStillOfEachKind() {
        DrillReport report = report(
                outcome(FaultKind.KILL_KAFKA, true, 1000),
                outcome(FaultKind.KILL_KAFKA, true, 5000),
                outcome(FaultKind.KILL_KAFKA, true, 2000),
                outcome(FaultKind.KILL_ZOOKEEPER, true, 0));

        assertThat(report.render())
                .containsPattern("(?m)^kill-kafka +3 +2\\.0 s +5\\.0 s")
                .containsPattern("(?m)^kill-zookeeper +1 +0\\.0 s +0\\.0 s")
                .endsWith("DRILL PASS\n");
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void faultThatDidNotStrikeFailsTheDrill() {
        DrillReport report = report(outcome(FaultKind.CUT_KAFKA, false, 0));

        assertThat(report.verdictLine()).isEqualTo("DRILL FAIL not seen to strike: cut-kafka for 5 s");
        assertThat(report.exitCode()).isEqualTo(ExitCode.RULE_FAILED);
    }

    @Test
    void whatTheReaderSawFailsTheDrill() {
        findings.backwards("The count of party A went from 3 to 2.");
        findings.twice("The vote 1 is in votes_topic twice.");

        DrillReport report = report();

        assertThat(report.verdictLine()).isEqualTo("DRILL FAIL 1 counts that went backwards; 1 votes published twice");
        assertThat(report.render()).contains("  The count of party A went from 3 to 2.\n");
    }

    @Test
    void failureBeforeTheAuditIsTheVerdict() {
        DrillReport report =
                new DrillReport(options(), List.of(), findings, Optional.empty(), Optional.of("Nothing moves."));

        assertThat(report.verdictLine()).isEqualTo("DRILL FAIL Nothing moves.");
    }

    @Test
    void documentHasTheSameFigures() throws Exception {
        DrillReport report = report(outcome(FaultKind.KILL_KAFKA, true, 1500));

        JsonNode document = new ObjectMapper().readTree(report.json());

        assertThat(document.path("seed").asLong()).isEqualTo(7);
        assertThat(document.path("version").asText())
                .isEqualTo(DrillReport.version())
                .doesNotContain("$");
        assertThat(document.path("faults").get(0).path("stand_still_ms").asLong())
                .isEqualTo(1500);
        assertThat(document.path("kinds")
                        .path("kill-kafka")
                        .path("stand_still_median_ms")
                        .asLong())
                .isEqualTo(1500);
        assertThat(document.path("verdict").asText()).isEqualTo("DRILL PASS");
    }

    private DrillReport report(Outcome... outcomes) {
        return new DrillReport(options(), List.of(outcomes), findings, Optional.empty(), Optional.empty());
    }

    private static Outcome outcome(FaultKind kind, boolean struck, long standStillMs) {
        return new Outcome(
                new Fault(kind, Duration.ofSeconds(1), Duration.ofSeconds(5), 0),
                struck,
                "seen",
                10,
                1,
                Duration.ofMillis(standStillMs),
                Duration.ZERO);
    }

    private static DrillOptions options() {
        return new DrillOptions(
                7,
                Set.of(FaultKind.KILL_KAFKA),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SeedOptions(
                        null, null, 1, 100, 7, 18, List.of(Nationality.US), new FaultShares(0, 0, 0, 0), 4, (short) 1),
                new SyntheticPeople(7, 18, List.of(Nationality.US), Places.load()),
                new Rate(100),
                2,
                false,
                Optional.empty(),
                List.of());
    }
}
