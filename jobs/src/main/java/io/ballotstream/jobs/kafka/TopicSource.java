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
 * Creates sources that read the committed records of a topic, from its beginning or from the restored offset. If the
 * topic does not have the restored offset any more, the job fails and does not read the topic again.
 *
 * <p>Offsets are part of the checkpoints. Each checkpoint also commits them to a consumer group with the job's name,
 * but only for monitoring.
 */
public final class TopicSource {
    private TopicSource() {}

    /**
     * Creates an unbounded source.
     *
     * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param topic name of the topic
     * @param job the job's name, which becomes the consumer group
     * @param deserializer must not fail
     * @param <T> type of the elements
     * @return the source
     */
    public static <T> Source<T, ?, ?> unbounded(
            String brokers, String topic, String job, KafkaRecordDeserializationSchema<T> deserializer) {
        return new UnbrokenSource<>(
                brokers, builder(brokers, topic, job, deserializer).build());
    }

    /**
     * Creates a source that ends at the end offsets that the topic has when the job starts without state.
     *
     * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param topic name of the topic
     * @param job the job's name, which becomes the consumer group
     * @param deserializer must not fail
     * @param <T> type of the elements
     * @return the source
     */
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
                // Partitions must not be added during an election, because a voter's records would change partitions.
                .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
                // Large fetches for a backlog. They do not delay single records.
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000")
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(4 << 20));
    }
}
