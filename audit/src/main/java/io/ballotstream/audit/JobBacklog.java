package io.ballotstream.audit;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.kafka.KafkaFailure;
import io.ballotstream.store.kafka.KafkaLogin;
import io.ballotstream.store.kafka.TopicReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that a job has not read, according to the offsets that it commits with its checkpoints. If a topic ends
 * with a transaction marker, the committed offset stays below the end offset. So this looks for records and does not
 * compare offsets.
 */
final class JobBacklog implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 10;

    private final String kafka;
    private final String job;
    private final String topic;
    private final Admin admin;
    private final TopicReader reader;

    /** @param job its name, which is also its consumer group */
    JobBacklog(String kafka, String job, String topic) {
        this.kafka = kafka;
        this.job = job;
        this.topic = topic;
        // First the reader: if the topic or the broker is missing, the admin client could only time out.
        this.reader = TopicReader.ofSingleRecords(kafka, topic);
        this.admin = Admin.create(KafkaLogin.settings(kafka));
    }

    /**
     * A sentence that names a record which the job has not read, if there is one.
     *
     * @throws ServiceFailedException if Kafka fails
     */
    Optional<String> unread() {
        return reader.firstRecordAfter(committed())
                .map(record -> job + " has not read all of " + topic + ", for example partition " + record.partition()
                        + ", offset " + record.offset());
    }

    private Map<TopicPartition, Long> committed() {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(job)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            offsets.forEach((partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return committed;
        } catch (ExecutionException e) {
            throw KafkaFailure.of(kafka, e.getCause());
        } catch (TimeoutException e) {
            throw KafkaFailure.unreachable(kafka, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking for the offsets of " + job + ".", e);
        }
    }

    @Override
    public void close() {
        try (reader) {
            admin.close();
        }
    }
}
