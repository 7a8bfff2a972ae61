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
 * Waits until nothing of an election is under way any more: everything is published, both jobs have read all of their
 * topic, and what they read has settled: the tables and the aggregated topics hold all that the manifest
 * lets expect, or, since an election may have
 * other records too, each job has completed two checkpoints since, see {@link CheckpointsSince}.
 */
public final class Drain {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final PostgresAddress postgres;
    private final String kafka;

    /** @param kafka {@code HOST:PORT[,HOST:PORT…]} */
    public Drain(PostgresAddress postgres, String kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /**
     * Waits.
     *
     * @param patience how long at most, a year if it is longer; at its end everything is looked at once more
     * @param progress is told again and again, in a sentence each, what is missing still
     * @return what is missing, in a sentence each; nothing if it is drained
     * @throws ServiceFailedException if PostgreSQL or Kafka fails, or tables or topics are missing
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

    /** Looks at everything once, as often as it is asked to. */
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
            // Counting takes power away from jobs that are behind, so it comes when they are not.
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
                missing.add("publishing is not done, " + Topics.VOTERS + " holds "
                        + Printable.number(published.records()) + " of " + Printable.number(total) + " records");
            }
        }
    }
}
