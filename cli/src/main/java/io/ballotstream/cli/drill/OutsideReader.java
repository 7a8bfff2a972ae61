package io.ballotstream.cli.drill;

import io.ballotstream.model.Topics;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.kafka.KafkaLogin;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches an election from outside: reads the result tables as the reader role, and both topics with isolation level
 * {@code read_committed}. It checks that no count ever goes down, that no vote is published twice, and that no more votes are
 * counted than published. While a service is down, it retries.
 */
final class OutsideReader implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideReader.class);
    private static final Duration TABLES_PAUSE = Duration.ofMillis(100);
    private static final Duration TOPICS_PAUSE = Duration.ofMillis(500);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final String COUNTS = """
            SELECT 'candidate ' || candidate_id, votes, true FROM candidate_totals
            UNION ALL SELECT 'location ' || location || ', candidate ' || candidate_id, votes, false FROM location_totals
            UNION ALL SELECT 'party ' || party, votes, false FROM party_totals
            """;
    private static final String PROCESSED = "SELECT counted + late + rejected FROM election_status";

    private final PostgresAddress reader;
    private final String kafka;
    private final int partitions;
    private final Growth growth = new Growth();
    private final Findings findings = new Findings();
    private final List<Thread> threads;
    private volatile boolean closed;

    /**
     * @param reader login of the reader role
     * @param kafka {@code HOST:PORT}
     * @param partitions of each topic
     */
    private OutsideReader(PostgresAddress reader, String kafka, int partitions) {
        // A connection to a frozen server times out soon.
        this.reader = new PostgresAddress(
                reader.jdbcUrl() + "?socketTimeout=" + ANSWER_TIMEOUT.toSeconds(), reader.user(), reader.password());
        this.kafka = kafka;
        this.partitions = partitions;
        this.threads =
                List.of(new Thread(this::watchTables, "watch-tables"), new Thread(this::watchTopics, "watch-topics"));
    }

    /** Starts to watch, in separate threads. */
    static OutsideReader start(PostgresAddress reader, String kafka, int partitions) {
        OutsideReader started = new OutsideReader(reader, kafka, partitions);
        started.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return started;
    }

    /** The growth of the number of counted votes. */
    Growth growth() {
        return growth;
    }

    Findings findings() {
        return findings;
    }

    /** How many records are counted, late or rejected; empty while PostgreSQL does not answer. */
    OptionalLong processed() {
        try (Connection connection = reader.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PROCESSED)) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.of(0);
        } catch (SQLException away) {
            return OptionalLong.empty();
        }
    }

    private void watchTables() {
        Map<String, Long> highest = new HashMap<>();
        while (!closed) {
            try (Connection connection = reader.connect();
                    PreparedStatement counts = connection.prepareStatement(COUNTS)) {
                while (!closed) {
                    readTables(counts, highest);
                    Thread.sleep(TABLES_PAUSE.toMillis());
                }
            } catch (SQLException away) {
                LOG.debug("The tables cannot be read.", away);
                pause(TABLES_PAUSE);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void readTables(PreparedStatement counts, Map<String, Long> highest) throws SQLException {
        long total = 0;
        try (ResultSet row = counts.executeQuery()) {
            while (row.next()) {
                String what = row.getString(1);
                long votes = row.getLong(2);
                total += row.getBoolean(3) ? votes : 0;
                Long before = highest.put(what, votes);
                if (before != null && votes < before) {
                    findings.backwards("The count of " + what + " went from " + before + " to " + votes + ".");
                }
            }
        }
        growth.sample(System.nanoTime(), total);
    }

    private void watchTopics() {
        Watch watch = new Watch();
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                watch.resume(consumer);
                while (!closed) {
                    watch.readToEnd(consumer);
                    Thread.sleep(TOPICS_PAUSE.toMillis());
                }
            } catch (KafkaException away) {
                LOG.debug("The topics cannot be read.", away);
                if (Thread.interrupted()) {
                    return;
                }
                pause(TOPICS_PAUSE);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = KafkaLogin.settings(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_TIMEOUT.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_TIMEOUT.toMillis());
        return settings;
    }

    /** What this reader has read from both topics so far. */
    private final class Watch {
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private final Set<String> votes = new HashSet<>();
        private long voters;

        Watch() {
            Stream.of(Topics.VOTERS, Topics.VOTES)
                    .flatMap(topic ->
                            IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                    .forEach(partition -> positions.put(partition, 0L));
        }

        void resume(KafkaConsumer<byte[], byte[]> consumer) {
            consumer.assign(positions.keySet());
            positions.forEach(consumer::seek);
        }

        /** Reads to the current end offsets, then compares: every counted vote must have been published before. */
        void readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
            long counted = growth.highest();
            Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
            while (!closed && ends.entrySet().stream().anyMatch(end -> positions.get(end.getKey()) < end.getValue())) {
                consumer.poll(TABLES_PAUSE).forEach(this::read);
                positions.replaceAll((partition, before) -> consumer.position(partition));
            }
            if (!closed && counted > votes.size()) {
                findings.exceeding(
                        "The tables count " + counted + " votes, but votes_topic holds " + votes.size() + " votes.");
            }
            // If both positions are still at the end, every vote's voter has been read.
            if (!closed && votes.size() > voters && isAtEnd(consumer)) {
                findings.exceeding(
                        "votes_topic holds " + votes.size() + " votes, but voters_topic holds " + voters + " records.");
            }
        }

        private boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer) {
            return consumer.endOffsets(positions.keySet()).entrySet().stream()
                    .allMatch(end -> positions.get(end.getKey()) >= end.getValue());
        }

        private void read(ConsumerRecord<byte[], byte[]> record) {
            if (record.topic().equals(Topics.VOTERS)) {
                voters++;
            } else {
                String vote = new String(record.key(), StandardCharsets.UTF_8);
                if (!votes.add(vote)) {
                    findings.twice("The vote " + vote + " is in votes_topic twice.");
                }
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join(PATIENCE_AT_STOP.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
