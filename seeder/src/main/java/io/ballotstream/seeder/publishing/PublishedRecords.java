package io.ballotstream.seeder.publishing;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Printable;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.store.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares the records on {@code voters_topic} with the records of the election, one by one, key and value.
 *
 * <p>The order of the records is fixed, and they are published in transactions. So the topic must contain the beginning
 * of the sequence, in this order in each partition. Memory does not grow with the electorate.
 */
final class PublishedRecords implements AutoCloseable {
    private static final int RECORDS_PER_PROGRESS = 10_000;
    private static final int MAX_KEY = 60;

    private final TopicReader reader;
    private final TopicReader.ByPartition topic;

    /** @throws ServiceFailedException if Kafka fails or the topic does not exist */
    PublishedRecords(String brokers) {
        this.reader = new TopicReader(brokers, Topics.VOTERS);
        this.topic = reader.byPartition();
    }

    /**
     * Advances the records of the election past those on the topic.
     *
     * @return the number of these records
     * @throws BadInputException naming the first record on the topic that does not belong to the election, or not at
     *     this position
     */
    long skip(VoterRecords records, SeedListener listener) throws SQLException, InterruptedException {
        long total = topic.offsets();
        long skipped = 0;
        while (topic.hasNext()) {
            if (skipped % RECORDS_PER_PROGRESS == 0) {
                listener.progress(SeedPhase.COMPARING, skipped, total);
                VoterPublisher.stopIfInterrupted();
            }
            if (!records.hasNext()) {
                throw surplus();
            }
            VoterRecord ours = records.next();
            int partition = ours.partition(reader.partitions());
            Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> there = topic.next(partition);
            if (there.isEmpty()) {
                throw gap(ours, partition, records);
            }
            requireSame(ours, there.get());
            skipped++;
        }
        if (skipped > 0) {
            listener.progress(SeedPhase.COMPARING, skipped, skipped);
        }
        return skipped;
    }

    private void requireSame(VoterRecord ours, ConsumerRecord<ByteBuffer, ByteBuffer> there) {
        if (!ours.hasKey(there.key())) {
            throw refusal(at(there) + " has the key " + name(there.key())
                    + ", but at this position the election publishes " + name(ours));
        }
        if (!ours.hasValue(there.value())) {
            throw refusal(
                    at(there) + " has the key " + name(ours) + ", but a different value than the election publishes");
        }
    }

    /** The error if a partition ends before a record, although another partition contains a later one. */
    private BadInputException gap(VoterRecord missing, int partition, VoterRecords records) throws SQLException {
        while (records.hasNext()) {
            VoterRecord later = records.next();
            Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> there = topic.next(later.partition(reader.partitions()));
            if (there.isPresent()) {
                requireSame(later, there.get());
                return refusal("partition " + partition + " ends at offset "
                        + topic.end(partition) + " without the record with the key "
                        + name(missing) + ", but " + at(there.get()) + " has a later one");
            }
        }
        return surplus();
    }

    /** The error if the topic has more records than the election. */
    private BadInputException surplus() {
        ConsumerRecord<ByteBuffer, ByteBuffer> there = topic.next().orElseThrow();
        return refusal(at(there) + " has the key " + name(there.key())
                + ", but the election has no further record in this partition");
    }

    private static BadInputException refusal(String finding) {
        return new BadInputException(Topics.VOTERS + " does not match this election: " + finding
                + ". Nothing was published. Start over with --reset.");
    }

    private static String at(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return "the record at partition " + record.partition() + ", offset " + record.offset();
    }

    private static String name(VoterRecord record) {
        return name(ByteBuffer.wrap(record.key()));
    }

    /** A key for a message, even if another program wrote it. */
    private static String name(ByteBuffer key) {
        if (key == null) {
            return "null";
        }
        String text = StandardCharsets.UTF_8.decode(key.duplicate()).toString();
        return "\"" + Printable.text(text.length() <= MAX_KEY ? text : text.substring(0, MAX_KEY) + "…") + "\"";
    }

    @Override
    public void close() {
        reader.close();
    }
}
