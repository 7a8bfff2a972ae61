package io.ballotstream.audit;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.Printable;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.kafka.TopicCount;
import io.ballotstream.store.kafka.TopicReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Waits until an election is drained: everything is published, both jobs have read all of their topic, and the results
 * are complete. Results are complete if tables and aggregated topics contain everything that the manifest expects.
 * Because an election may also have other records, it is enough if each job has completed two checkpoints since, see
 * {@link CheckpointsSince}.
 */
public final class Drain {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final PostgresAddress postgres;
    private final String kafka;

    /**
     * Creates a drain, which does not connect yet.
     *
     * @param postgres the database, with the owner's login
     * @param kafka {@code HOST:PORT[,HOST:PORT…]}
     */
    public Drain(PostgresAddress postgres, String kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /**
     * Waits until the election is drained, or the timeout elapses.
     *
     * @param patience timeout, at most a year; when it has elapsed, everything is checked once more
     * @param progress receives sentences that say what is missing, repeatedly
     * @return sentences that say what is missing; empty if the stream is drained
     * @throws ServiceFailedException if PostgreSQL or Kafka fails, or tables or topics are missing
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<String> await(Duration patience, Consumer<List<String>> progress) throws InterruptedException {
        long nanos = patience.compareTo(LONGEST) < 0 ? patience.toNanos() : LONGEST.toNanos();
        long deadline = System.nanoTime() + nanos;
        try (Connection connection = postgres.connectForLongStatements();
                TopicReader voters = new TopicReader(kafka, Topics.VOTERS);
                JobBacklog casting = new JobBacklog(kafka, Jobs.CASTING, Topics.VOTERS);
                JobBacklog tally = new JobBacklog(kafka, Jobs.TALLY, Topics.VOTES);
                SettledTopics results = new SettledTopics(kafka)) {
            Round round = new Round(connection, voters, casting, tally, results);
            while (true) {
                boolean last = System.nanoTime() - deadline >= 0;
                List<String> missing = round.missing(last);
                if (missing.isEmpty() || last) {
                    return missing;
                }
                progress.accept(missing);
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (SQLException e) {
            throw PostgresFailure.of(postgres, e);
        }
    }

    /** Checks all conditions once per call. */
    private static final class Round {
        private final Connection connection;
        private final TopicReader votersTopic;
        private final JobBacklog casting;
        private final JobBacklog tally;
        private final TopicCount published;
        private final SettledTables tables;
        private final SettledTopics results;
        private final CheckpointsSince checkpoints;

        Round(
                Connection connection,
                TopicReader votersTopic,
                JobBacklog casting,
                JobBacklog tally,
                SettledTopics results) {
            this.connection = connection;
            this.votersTopic = votersTopic;
            this.published = new TopicCount(votersTopic);
            this.casting = casting;
            this.tally = tally;
            this.tables = new SettledTables(connection);
            this.results = results;
            this.checkpoints = new CheckpointsSince(connection, List.of(Jobs.CASTING, Jobs.TALLY));
        }

        List<String> missing(boolean everything) throws SQLException {
            List<String> missing = new ArrayList<>();
            casting.unread().ifPresent(missing::add);
            tally.unread().ifPresent(missing::add);
            // Counting takes resources from jobs that lag behind, so it comes last.
            if (missing.isEmpty() || everything) {
                addUnpublished(missing);
            }
            if (!missing.isEmpty()) {
                checkpoints.startAgain();
                return missing;
            }
            return tables.holdEverything() && results.hold(tables.counted()) ? List.of() : checkpoints.missing();
        }

        private void addUnpublished(List<String> missing) throws SQLException {
            votersTopic.readToEnd(published);
            long total = new ElectionStore(connection)
                    .manifest().values().stream().mapToLong(Long::longValue).sum();
            if (published.records() < total) {
                missing.add("publishing is not complete, " + Topics.VOTERS + " contains "
                        + Printable.number(published.records()) + " of " + Printable.number(total) + " records");
            }
        }
    }
}
