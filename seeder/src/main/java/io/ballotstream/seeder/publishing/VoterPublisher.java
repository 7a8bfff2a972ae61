package io.ballotstream.seeder.publishing;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.registration.StoredElection;
import io.ballotstream.store.kafka.KafkaLogin;
import io.ballotstream.store.kafka.TopicCount;
import io.ballotstream.store.kafka.TopicReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the records of an election to {@code voters_topic}, exactly once.
 *
 * <p>Records are published in consecutive Kafka transactions, so the committed records are always the beginning of the
 * sequence. An interrupted run leaves at most one open transaction. The next run aborts it, compares the committed
 * records with the sequence, and continues after them.
 */
public final class VoterPublisher {
    /** Shared by all publishers of this program, so that a second one fences the first. */
    public static final String TRANSACTIONAL_ID = "ballotstream-seeder";

    private static final int TRANSACTION_RECORDS = 10_000;
    /** The commit interval, so that each voter is soon visible. */
    private static final long TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** The commit interval while the publisher has time to wait. */
    private static final long UNHURRIED_TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long MAX_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final StoredElection election;
    private final Connection connection;
    private final String brokers;
    private final SeedListener listener;

    /**
     * Creates a publisher, which does not connect to Kafka yet.
     *
     * @param election whose voters are published
     * @param connection for reading the voters
     * @param brokers of Kafka, {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param listener receives the progress
     */
    public VoterPublisher(StoredElection election, Connection connection, String brokers, SeedListener listener) {
        this.election = election;
        this.connection = connection;
        this.brokers = brokers;
        this.listener = listener;
    }

    /**
     * The settings of a producer with the publisher's transactional id.
     *
     * @param brokers of Kafka, {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @return a new map, without serializers
     */
    public static Map<String, Object> producerSettings(String brokers) {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // The broker may reject the first batch of a transaction while it still completes the previous one. Later
        // batches would then arrive out of order and be rejected, too.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // The caller waits for unavailable brokers, and retries with a new producer.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        // The end of a transaction sends what is left, so waiting for more records delays nobody.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        return settings;
    }

    /**
     * Publishes the records that are not published yet.
     *
     * @param rates supplies the current rate before each record
     * @param resume whether the topic may contain records of an earlier run
     * @throws BadInputException if it contains records and must not, or they are not the first ones of this election
     * @throws ServiceFailedException if Kafka does not accept the records
     * @throws SQLException if the voters cannot be read
     * @throws InterruptedException if the thread is interrupted; the records committed by then remain
     */
    public void publish(Supplier<Rate> rates, boolean resume) throws SQLException, InterruptedException {
        KafkaProducer<byte[], byte[]> producer = createProducer();
        try {
            producer.initTransactions();
            if (!resume) {
                requireEmptyTopic();
            }
            VoterRecords records = new VoterRecords(election, connection);
            long published = skipPublished(records);
            int partitions = producer.partitionsFor(Topics.VOTERS).size();
            new Run(producer, records, new Pace(rates, System::nanoTime), partitions, published).toTheEnd();
            producer.close();
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("Interrupted while voters were published");
        } catch (KafkaException e) {
            throw refused(e);
        } finally {
            // The next run aborts a transaction that remains open.
            producer.close(Duration.ZERO);
        }
    }

    private KafkaProducer<byte[], byte[]> createProducer() {
        try {
            return new KafkaProducer<>(producerSettings(brokers), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private ServiceFailedException refused(KafkaException e) {
        return new ServiceFailedException(
                "Kafka at " + brokers + " did not accept the voters (" + reason(e)
                        + "); continue after the last accepted one with --resume.",
                e);
    }

    private void requireEmptyTopic() {
        try (TopicReader reader = new TopicReader(brokers, Topics.VOTERS)) {
            // By reading, because offsets also count markers and aborted records.
            TopicCount count = new TopicCount(reader);
            reader.readToEnd(count);
            if (count.records() > 0) {
                throw new BadInputException(Topics.VOTERS + " already contains " + count.records()
                        + " records: continue after them with --resume, or start over with --reset.");
            }
        }
    }

    private long skipPublished(VoterRecords records) throws SQLException, InterruptedException {
        try (PublishedRecords published = new PublishedRecords(brokers)) {
            return published.skip(records, listener);
        }
    }

    /** The root cause. The exceptions around it only say that the producer has given up. */
    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
    }

    static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while voters were published");
        }
    }

    /** One pass through the remaining records. */
    private final class Run {
        private final KafkaProducer<byte[], byte[]> producer;
        private final VoterRecords records;
        private final Pace pace;
        private final int partitions;
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private long published;
        private int inTransaction;
        private long transactionBegan;

        private Run(
                KafkaProducer<byte[], byte[]> producer,
                VoterRecords records,
                Pace pace,
                int partitions,
                long published) {
            this.producer = producer;
            this.records = records;
            this.pace = pace;
            this.partitions = partitions;
            this.published = published;
        }

        void toTheEnd() throws SQLException, InterruptedException {
            listener.progress(
                    SeedPhase.PUBLISHING, published, election.manifest().total());
            try {
                while (records.hasNext()) {
                    awaitTurn();
                    send(records.next());
                }
                commit();
            } catch (InterruptedException | InterruptException e) {
                // So that read_committed readers do not have to wait until the transaction times out.
                Thread.interrupted();
                if (inTransaction > 0) {
                    producer.abortTransaction();
                }
                throw e;
            }
        }

        private void awaitTurn() throws InterruptedException {
            stopIfInterrupted();
            for (long wait = pace.untilDue(); wait > 0; wait = pace.untilDue()) {
                commitIfOlderThan(UNHURRIED_TRANSACTION_NANOS - wait);
                LockSupport.parkNanos(Math.min(wait, MAX_SLEEP_NANOS));
                stopIfInterrupted();
            }
            commitIfOlderThan(TRANSACTION_NANOS);
        }

        private void commitIfOlderThan(long nanos) {
            if (inTransaction > 0 && System.nanoTime() - transactionBegan >= nanos) {
                commit();
            }
        }

        private void send(VoterRecord record) {
            if (inTransaction == 0) {
                producer.beginTransaction();
                transactionBegan = System.nanoTime();
            }
            var outgoing =
                    new ProducerRecord<>(Topics.VOTERS, record.partition(partitions), record.key(), record.value());
            producer.send(outgoing, (metadata, exception) -> {
                if (exception != null) {
                    failure.compareAndSet(null, exception);
                }
            });
            pace.sent();
            if (++inTransaction == TRANSACTION_RECORDS) {
                commit();
            }
        }

        private void commit() {
            if (inTransaction == 0) {
                return;
            }
            producer.flush();
            if (failure.get() != null) {
                throw new KafkaException("a record was refused", failure.get());
            }
            producer.commitTransaction();
            published += inTransaction;
            inTransaction = 0;
            listener.progress(
                    SeedPhase.PUBLISHING, published, election.manifest().total());
        }
    }
}
