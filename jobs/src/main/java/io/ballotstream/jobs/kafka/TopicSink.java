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

/** Creates sinks that write a topic in transactions, which are committed with the job's checkpoints. */
public final class TopicSink {
    /**
     * The timeout of transactions: the maximum time between a failure of the job and its restart. A transaction that
     * times out is lost, and the restarted job fails. The brokers must allow this timeout ({@code
     * transaction.max.timeout.ms}).
     */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofHours(24);

    private TopicSink() {}

    /**
     * Creates a sink that writes each record exactly once for {@code read_committed} consumers. After a failure, the
     * sink commits the transactions of the last checkpoint and aborts later ones. The job fails without a restart if a
     * transaction is lost, or if the topic is newer than the restored checkpoint.
     *
     * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param job the job's name, the first part of the transactional ids
     * @param topic the serializer's topic, the second part of the transactional ids
     * @param serializer writes to the topic only
     * @param <T> type of the elements
     * @return the sink
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
        // A checkpoint sends what is left, and until then nobody can read the records. So waiting for more costs
        // nothing.
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 << 10));
        producer.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
        return producer;
    }
}
