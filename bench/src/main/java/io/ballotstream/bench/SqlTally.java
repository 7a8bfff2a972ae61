package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.cli.RunningJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The same counts in Flink SQL: the statements of {@code tally.sql}, in one job on the same cluster.
 *
 * <p>The time begins when the first votes have been fetched. It ends, like that of the tally, with the last row of
 * {@code candidate_totals} and {@code location_totals}.
 */
final class SqlTally implements TallyBaseline {
    private static final String SCRIPT = "tally.sql";
    private static final String BEGIN = "EXECUTE STATEMENT SET BEGIN";
    private static final String END = "END";
    private static final Pattern SETTING = Pattern.compile("SET '([^']*)' = '([^']*)'");
    private static final String MEASURE_VOTES =
            "ALTER TABLE votes SET ('properties.interceptor.classes' = '" + FirstFetch.class.getName() + "')";
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Stage stage;

    SqlTally(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Counted count() throws InterruptedException {
        stage.forgetCounts();
        FirstFetch.forget();
        RunningJob job = stage.start(Jobs.TALLY, environment -> build(environment, stage.kafka(), stage.writer()));
        awaitSum("candidate_totals");
        awaitSum("location_totals");
        double seconds = FirstFetch.secondsUntil(System.nanoTime());
        job.awaitEnd();
        return new Counted(seconds, ResultCells.of(stage.tables()));
    }

    /** A query of the small table costs so little that it may be repeated often. The other table is complete soon after. */
    private void awaitSum(String table) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (stage.tables().number("SELECT sum(votes) FROM " + table) != stage.voters()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("The tally in SQL has not counted " + stage.voters() + " votes in "
                        + table + " within two minutes.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Adds the job to the environment. It ends at the end of the topic. */
    static void build(StreamExecutionEnvironment environment, String kafka, PostgresAddress writer) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        StreamStatementSet inserts = tables.createStatementSet();
        for (String statement : statements(script(kafka, writer))) {
            Matcher setting = SETTING.matcher(statement);
            if (setting.matches()) {
                tables.getConfig().set(setting.group(1), setting.group(2));
            } else if (statement.startsWith("INSERT")) {
                inserts.addInsertSql(statement);
            } else {
                tables.executeSql(statement);
            }
            if (statement.startsWith("CREATE TABLE votes ")) {
                tables.executeSql(MEASURE_VOTES);
            }
        }
        inserts.attachAsDataStream();
    }

    private static String script(String kafka, PostgresAddress writer) {
        String script = read();
        Map<String, String> values = Map.of(
                "BALLOTSTREAM_KAFKA", kafka,
                "BALLOTSTREAM_POSTGRES_URL", writer.jdbcUrl().substring("jdbc:".length()),
                "BALLOTSTREAM_POSTGRES_USER", writer.user(),
                "BALLOTSTREAM_POSTGRES_PASSWORD", writer.password());
        for (Map.Entry<String, String> value : values.entrySet()) {
            script = script.replace("${" + value.getKey() + "}", value.getValue());
        }
        return script;
    }

    private static String read() {
        try (InputStream script = SqlTally.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of a script, without comments and without the frame of the statement set. */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        for (String part : script.replaceAll("(?m)^--.*$", "").split(";")) {
            String statement = part.strip();
            if (statement.startsWith(BEGIN)) {
                statement = statement.substring(BEGIN.length()).strip();
            }
            if (!statement.isEmpty() && !statement.equals(END)) {
                statements.add(statement);
            }
        }
        return statements;
    }
}
