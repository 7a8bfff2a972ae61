package io.ballotstream.jobs.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.kafka.KafkaLogin;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds out whether transactions were committed, by reading their witnesses as a {@code read_committed} consumer.
 *
 * <p>Compaction does not remove witnesses: until the job commits again, a witness is the newest committed record of its
 * key.
 *
 * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
 */
record Outcomes(String brokers) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Requires that all transactions are committed. Waits up to a minute for each transaction that is still open.
     *
     * @param witnesses one per transaction
     * @throws BrokenTopicException if a transaction was aborted
     * @throws ServiceFailedException if a transaction is still open after a minute
     */
    void requireCommitted(Collection<Witness> witnesses) throws BrokenTopicException {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Fetches only the batch that contains the witness.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Witness witness : witnesses) {
                requireCommitted(reader, witness);
            }
        }
    }

    private static void requireCommitted(KafkaConsumer<byte[], byte[]> reader, Witness witness)
            throws BrokenTopicException {
        TopicPartition partition = witness.topicPartition();
        reader.assign(List.of(partition));
        reader.seek(partition, witness.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Collection<ConsumerRecord<byte[], byte[]>> records = poll(reader, witness);
            if (!records.isEmpty()) {
                if (records.iterator().next().offset() == witness.offset()) {
                    return;
                }
                throw lost(witness);
            }
            // The consumer skips records of aborted transactions, and stops before records of open ones.
            if (reader.position(partition) > witness.offset()) {
                throw lost(witness);
            }
        }
        throw new ServiceFailedException(
                "The transaction " + witness.transactionalId() + " of the restored state, or an"
                        + " earlier one on " + witness.topic() + ", partition " + witness.partition()
                        + ", is still open before offset " + witness.offset() + ".");
    }

    private static Collection<ConsumerRecord<byte[], byte[]>> poll(
            KafkaConsumer<byte[], byte[]> reader, Witness witness) throws BrokenTopicException {
        try {
            return reader.poll(Duration.ofMillis(200)).records(witness.topicPartition());
        } catch (OffsetOutOfRangeException e) {
            throw lost(witness);
        }
    }

    private static BrokenTopicException lost(Witness witness) {
        return new BrokenTopicException(
                "The transaction " + witness.transactionalId() + " of the restored state was not"
                        + " committed: " + witness.topic() + ", partition " + witness.partition()
                        + ", has no committed record at offset " + witness.offset() + ". "
                        + BrokenTopicException.RECORDS_MISSING);
    }
}
