package io.ballotstream.jobs.kafka;

import io.ballotstream.store.kafka.KafkaLogin;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Writes a topic in transactions that are committed with the job's checkpoints. */
public final class TopicSink {
    /**
     * How long a transaction stays open for its job to come back; brokers must allow as much
     * ({@code transaction.max.timeout.ms}). One that times out before is lost, and its job ends when it comes back.
     */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofHours(24);

    private TopicSink() {}

    /**
     * Each record once, for readers of committed records. After a failure the transactions of the last checkpoint are
     * committed, later ones aborted. A job that loses a transaction, or is restored from a checkpoint after which more was
     * committed, fails without a restart.
     *
     * @param job the job's name, with which the transactional ids of its sinks begin
     * @param topic the topic that the serializer writes to, which tells the sinks of a job apart
     */
    public static <T> Sink<T> exactlyOnce(
            String brokers, String job, String topic, KafkaRecordSerializationSchema<T> serializer) {
        String prefix = job + "-" + topic;
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(KafkaLogin.brokers(brokers))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(prefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(new OneTopicSerializer<>(topic, serializer))
                .setKafkaProducerConfig(producer(brokers))
                .build();
        return new WitnessedSink<>(brokers, topic, sink, new CommittedCheckpoints(brokers, job, topic, prefix));
    }

    private static Properties producer(String brokers) {
        Properties producer = new Properties();
        producer.putAll(KafkaLogin.login(brokers));
        producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 << 10));
        producer.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
        return producer;
    }
}
