package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.cli.RunLog;
import io.ballotstream.cli.Services;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.Jobs;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

/** Counts elections in SQL only, and audits them. */
class SqlTallyIT {
    private static final FaultShares FAULTS = new FaultShares(0.01, 0.01, 0.01, 0.02);

    /** An election with a winner in each location, and a simulated one. */
    static List<SeedOptions> elections() {
        SeedOptions simulated = BenchCommand.simulated(3000);
        SeedOptions faulty = new SeedOptions(
                null,
                null,
                1,
                simulated.voters(),
                simulated.seed(),
                simulated.votingAge(),
                simulated.nationalities(),
                FAULTS,
                simulated.partitions(),
                simulated.replication());
        return List.of(faulty, faulty.replaying(Example.UK_2024, 50_000));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("elections")
    void auditAcceptsTheCountOfAnElectionWithFaults(SeedOptions election) throws IOException, InterruptedException {
        try (RunDirectory directory = RunDirectory.temporary();
                Services services =
                        Services.start(directory, RunLog.open(directory.path().resolve("test.log")), 4);
                Stage stage = new Stage(
                        services, 2, new Notes(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8)))) {
            stage.requireVotes(election);

            stage.start(Jobs.TALLY, environment -> SqlTally.build(environment, stage.kafka(), stage.writer()))
                    .awaitEnd();

            assertThat(stage.tables().number("SELECT count(*) FROM late_votes")).isPositive();
            AuditReport report = new Audit(stage.owner(), stage.kafka(), Optional.ofNullable(election.results())).run();
            assertThat(report.render(Ansi.OFF)).endsWith("AUDIT PASS\n");
        } finally {
            RunLog.close();
        }
    }
}
