package io.ballotstream.jobs.kafka;

import io.ballotstream.store.kafka.KafkaLogin;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads a topic from its beginning, committed records only. A restored job continues where its state ends; when the topic
 * no longer has that offset, the job ends with a sentence instead of reading the topic again.
 *
 * <p>The position lives in checkpoints; with each of them it is also committed for the consumer group, which bears the
 * job's name, for others to see how far the job is.
 */
public final class TopicSource {
    private TopicSource() {}

    /** Reads for as long as the job runs. */
    public static <T> Source<T, ?, ?> unbounded(
            String brokers, String topic, String job, KafkaRecordDeserializationSchema<T> deserializer) {
        return new UnbrokenSource<>(
                brokers, builder(brokers, topic, job, deserializer).build());
    }

    /** Reads what the topic holds when the job starts without state, then ends. */
    public static <T> Source<T, ?, ?> bounded(
            String brokers, String topic, String job, KafkaRecordDeserializationSchema<T> deserializer) {
        return new UnbrokenSource<>(
                brokers,
                builder(brokers, topic, job, deserializer)
                        .setBounded(OffsetsInitializer.latest())
                        .build());
    }

    private static <T> KafkaSourceBuilder<T> builder(
            String brokers, String topic, String job, KafkaRecordDeserializationSchema<T> deserializer) {
        Properties login = new Properties();
        login.putAll(KafkaLogin.login(brokers));
        return KafkaSource.<T>builder()
                .setProperties(login)
                .setBootstrapServers(KafkaLogin.brokers(brokers))
                .setTopics(topic)
                .setGroupId(job)
                .setClientIdPrefix(job)
                .setStartingOffsets(new BeginningOffsets())
                .setDeserializer(deserializer)
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                // Partitions are never added during an election: a voter's records would change partition and order.
                .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
                // A backlog is read in large pieces; a record that comes alone still comes at once.
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000")
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(4 << 20));
    }
}
