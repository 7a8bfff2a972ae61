package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.cli.RunLog;
import io.ballotstream.cli.Services;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Counts a small election by the tally and by each baseline, and compares their results. */
class TallyBaselinesIT {
    private static final int VOTERS = 2000;
    private static final int PARALLELISM = 2;

    /** The tables whose cells are compared. */
    static final Iterable<String> TABLES = ResultCells.TABLES;

    private static RunDirectory directory;
    private static Services services;
    private static Stage stage;

    @BeforeAll
    static void countVotes() throws IOException, InterruptedException {
        directory = RunDirectory.temporary();
        services = Services.start(directory, RunLog.open(directory.path().resolve("test.log")), 2 * PARALLELISM);
        stage = new Stage(
                services, PARALLELISM, new Notes(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8)));
        stage.requireVotes(BenchCommand.simulated(VOTERS));
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
        requireEqual(new FastestLoop(stage).count());
    }

    @Test
    void kafkaStreamsCountsAsTheTallyDoes() throws InterruptedException {
        requireEqual(new StreamsTally(stage).count());
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void differenceInAnyTableIsFound(String table) throws InterruptedException {
        ResultCells counted = new FastestLoop(stage).count().cells();
        String row = "ctid = (SELECT min(ctid) FROM " + table + ")";
        String before = stage.tables().text("SELECT votes FROM " + table + " WHERE " + row);
        String key = stage.tables().text("SELECT " + firstKey(table) + " FROM " + table + " WHERE " + row);
        try {
            stage.tables().execute("UPDATE " + table + " SET votes = votes + 1 WHERE " + row);

            assertThatThrownBy(() -> counted.requireEqualTo(ResultCells.of(stage.tables()), "fastest loop"))
                    .isInstanceOf(ServiceFailedException.class)
                    .hasMessageContaining("differ in 1 cells, for example in " + table + " for ")
                    .hasMessageContaining(key)
                    .hasMessageContaining(": " + before + " votes until ");
        } finally {
            stage.tables()
                    .execute("UPDATE " + table + " SET votes = " + before + " WHERE " + firstKey(table) + " = '" + key
                            + "' AND votes = " + before + " + 1");
        }
    }

    /** The column that follows the window, if there is one. */
    private static String firstKey(String table) {
        if (table.contains("candidate")) {
            return "candidate_id";
        }
        return table.contains("party") ? "party" : "location";
    }

    private static void requireEqual(TallyBaseline.Counted counted) {
        assertThat(counted.seconds()).isPositive();
        assertThat(counted.cells().eachTableHolds(VOTERS)).isTrue();
        assertThatCode(() -> counted.cells().requireEqualTo(ResultCells.of(stage.tables()), "baseline"))
                .doesNotThrowAnyException();
    }
}
