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
 * Compares what {@code voters_topic} holds with what the election publishes, record by record, key and value.
 *
 * <p>The order of the records is fixed, and they are published in transactions, so what is there must be a beginning of
 * the sequence, and in each partition in that order. The comparison needs no more memory for a larger electorate.
 */
final class PublishedRecords implements AutoCloseable {
    private static final int RECORDS_PER_PROGRESS = 10_000;
    private static final int MAX_KEY = 60;

    private final TopicReader reader;
    private final TopicReader.ByPartition topic;

    /** @throws ServiceFailedException if Kafka fails or has no such topic */
    PublishedRecords(String brokers) {
        this.reader = new TopicReader(brokers, Topics.VOTERS);
        this.topic = reader.byPartition();
    }

    /**
     * Advances the election's records past those that the topic holds.
     *
     * @return how many records that is
     * @throws BadInputException naming the first record of the topic that is not the election's, or is not where it
     *     belongs
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
                    + ", but in this place the election publishes " + name(ours));
        }
        if (!ours.hasValue(there.value())) {
            throw refusal(at(there) + " has the key " + name(ours)
                    + ", but not the value that the election publishes for it");
        }
    }

    /** What is wrong where a partition ends before a record, and another partition does not. */
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

    /** What is wrong where the topic has more records than the election. */
    private BadInputException surplus() {
        ConsumerRecord<ByteBuffer, ByteBuffer> there = topic.next().orElseThrow();
        return refusal(at(there) + " has the key " + name(there.key())
                + ", but the election publishes no further record there");
    }

    private static BadInputException refusal(String finding) {
        return new BadInputException(Topics.VOTERS + " does not hold what this election publishes: " + finding
                + "; nothing was published, and --reset starts over.");
    }

    private static String at(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return "the record at partition " + record.partition() + ", offset " + record.offset();
    }

    private static String name(VoterRecord record) {
        return name(ByteBuffer.wrap(record.key()));
    }

    /** Also a stranger's key fits into a sentence. */
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
