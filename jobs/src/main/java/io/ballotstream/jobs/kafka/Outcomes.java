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
 * What became of transactions, as the readers of their topic see it.
 *
 * <p>A compacted topic keeps the records in question: a witness is the newest committed record of its key until the job
 * commits again.
 *
 * @param brokers where the topic is
 */
record Outcomes(String brokers) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Makes sure that all transactions are committed, and waits up to a minute for those that are still open.
     *
     * @throws BrokenTopicException if one was aborted
     * @throws ServiceFailedException if one is still open
     */
    void requireCommitted(Collection<Witness> witnesses) throws BrokenTopicException {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // No more than the batch that holds the witness.
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
            // The reader passes over the records of aborted transactions, and waits before those of open ones.
            if (reader.position(partition) > witness.offset()) {
                throw lost(witness);
            }
        }
        throw new ServiceFailedException("The transaction " + witness.transactionalId() + ", which the restored state"
                + " left to be committed, or an earlier one on " + witness.topic() + ", partition "
                + witness.partition() + ", is still open before offset " + witness.offset() + ".");
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
        return new BrokenTopicException("The transaction " + witness.transactionalId() + " of the restored state is not"
                + " committed: readers of " + witness.topic() + ", partition " + witness.partition()
                + ", find no record at offset " + witness.offset() + ". " + BrokenTopicException.RECORDS_MISSING);
    }
}
