package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.cli.RunLog;
import io.ballotstream.cli.Services;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.plan.SeedOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Counts a small election by the tally and by each baseline, and compares their results. */
class TallyBaselinesIT {
    private static final int VOTERS = 2000;
    private static final int PARALLELISM = 2;
    private static final SeedOptions ELECTION = BenchCommand.simulated(VOTERS);
    private static final Notes NOTES = new Notes(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));

    /** The tables whose cells are compared. */
    static final Iterable<String> TABLES = ResultCells.TABLES;

    private static RunDirectory directory;
    private static Services services;
    private static Stage stage;
    private static TallyBaseline.Counted sql;

    @BeforeAll
    static void countVotes() throws IOException, InterruptedException {
        directory = RunDirectory.temporary();
        services = Services.start(directory, RunLog.open(directory.path().resolve("test.log")), 2 * PARALLELISM);
        stage = new Stage(services, PARALLELISM, NOTES);
        stage.requireVotes(ELECTION);
        sql = new SqlTally(stage).count();
        stage.forgetCounts();
        stage.countAll();
    }

    @AfterAll
    static void stop() throws IOException {
        stage.close();
        services.close();
        RunLog.close();
        directory.close();
    }

    @Test
    void fastestLoopCountsAsTheTallyDoes() throws InterruptedException {
        requireEqual(new FastestLoop(stage).count(), ResultCells.of(stage.tables()));
    }

    @Test
    void kafkaStreamsCountsAsTheTallyDoes() throws InterruptedException {
        requireEqual(new StreamsTally(stage).count(), ResultCells.of(stage.tables()));
    }

    @Test
    void sqlCountsAsTheTallyDoes() {
        requireEqual(sql, ResultCells.of(stage.tables()));
    }

    @Test
    void baselineWithOtherResultsEndsTheBenchmark() {
        TallyBaseline wrong = () -> {
            TallyBaseline.Counted counted = new FastestLoop(stage).count();
            plantDifference(counted.cells());
            return counted;
        };
        Tally benchmark = new Tally(stage, ELECTION, new Rounds(1, 0), NOTES, Map.of("wrong loop", wrong));

        assertThatThrownBy(benchmark::measure)
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageMatching("The results of \"wrong loop\" and \"tally\" differ in 1 cells, .*\\.");
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void differenceInAnyTableIsFound(String table) throws InterruptedException {
        ResultCells counted = new FastestLoop(stage).count().cells();
        String row = "ctid = (SELECT min(ctid) FROM " + table + ")";
        String before = stage.tables().text("SELECT votes FROM " + table + " WHERE " + row);
        String key = stage.tables().text("SELECT " + firstKey(table) + " FROM " + table + " WHERE " + row);
        String changed =
                stage.tables().text("UPDATE " + table + " SET votes = votes + 1 WHERE " + row + " RETURNING ctid");
        try {
            assertThatThrownBy(() -> counted.requireEqualTo(ResultCells.of(stage.tables()), "fastest loop"))
                    .isInstanceOf(ServiceFailedException.class)
                    .hasMessageContaining("differ in 1 cells, for example in " + table + " for ")
                    .hasMessageContaining(key)
                    .hasMessageContaining(": " + before + " votes until ");
        } finally {
            stage.tables().execute("UPDATE " + table + " SET votes = " + before + " WHERE ctid = '" + changed + "'");
        }
    }

    /** The column that follows the window, if there is one. */
    private static String firstKey(String table) {
        if (table.contains("candidate")) {
            return "candidate_id";
        }
        return table.contains("party") ? "party" : "location";
    }

    private static void requireEqual(TallyBaseline.Counted counted, ResultCells tally) {
        assertThat(counted.seconds()).isPositive();
        assertThat(counted.cells().eachTableHolds(VOTERS)).isTrue();
        assertThatCode(() -> counted.cells().requireEqualTo(tally, "baseline")).doesNotThrowAnyException();

        plantDifference(counted.cells());

        assertThatThrownBy(() -> counted.cells().requireEqualTo(tally, "baseline"))
                .hasMessageContaining("differ in 1 cells");
    }

    private static void plantDifference(ResultCells cells) {
        Map.Entry<ResultCells.Cell, ResultCells.Count> any =
                cells.counts().entrySet().iterator().next();
        cells.put(any.getKey(), any.getValue().plus(new ResultCells.Count(1, 0)));
    }
}
