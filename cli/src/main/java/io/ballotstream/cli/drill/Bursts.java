package io.ballotstream.cli.drill;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.kafka.KafkaLogin;
import io.ballotstream.store.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes bursts of records that must be rejected, and adds them to the manifest, so that the audit expects them. */
final class Bursts {
    private static final int MALFORMED = 1_000_000;
    private static final int MOST_DUPLICATES = 100_000;
    private static final byte FIRST_OF_VOTER = '{';

    private final String kafka;
    private final PostgresAddress owner;
    private long published;

    Bursts(String kafka, PostgresAddress owner) {
        this.kafka = kafka;
        this.owner = owner;
    }

    /** The number of records that all bursts so far have published. */
    long published() {
        return published;
    }

    /**
     * Publishes records that are not JSON.
     *
     * @return the number of records
     */
    int malformed() {
        byte[] value = "a ballot, please".getBytes(StandardCharsets.UTF_8);
        addToManifest(RecordKind.NOT_JSON, MALFORMED);
        publish(MALFORMED, producer -> {
            for (int number = 0; number < MALFORMED; number++) {
                byte[] key = ("nobody-" + number).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.VOTERS, key, value));
            }
        });
        return MALFORMED;
    }

    /**
     * Publishes a second time the records of voters who have voted.
     *
     * @return the number of records
     */
    int duplicates() {
        List<ProducerRecord<byte[], byte[]>> voters = firstVoters();
        addToManifest(RecordKind.DUPLICATE_VOTER, voters.size());
        publish(voters.size(), producer -> voters.forEach(producer::send));
        return voters.size();
    }

    private interface Records {
        void sendBy(Sender sender);
    }

    private interface Sender {
        void send(ProducerRecord<byte[], byte[]> sent);
    }

    private void publish(int number, Records records) {
        Map<String, Object> settings = KafkaLogin.settings(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.sendBy(sent -> producer.send(sent, (metadata, refused) -> failure.compareAndSet(null, refused)));
            producer.flush();
        } catch (KafkaException refused) {
            failure.compareAndSet(null, refused);
        }
        if (failure.get() != null) {
            throw new ServiceFailedException(
                    "Kafka at " + kafka + " did not accept the burst: "
                            + failure.get().getMessage(),
                    failure.get());
        }
        published += number;
    }

    private List<ProducerRecord<byte[], byte[]>> firstVoters() {
        List<ProducerRecord<byte[], byte[]>> voters = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka, Topics.VOTERS)) {
            reader.readToEnd(record -> {
                byte[] value = TopicReader.bytes(record.value());
                if (voters.size() < MOST_DUPLICATES
                        && value != null
                        && value.length > 0
                        && value[0] == FIRST_OF_VOTER) {
                    voters.add(new ProducerRecord<>(
                            Topics.VOTERS, record.partition(), TopicReader.bytes(record.key()), value));
                }
            });
        }
        return voters;
    }

    private void addToManifest(RecordKind kind, long records) {
        try (Connection connection = owner.connect();
                PreparedStatement add = connection.prepareStatement(
                        "INSERT INTO seeding_manifest (kind, records) VALUES (?, ?) ON CONFLICT (kind)"
                                + " DO UPDATE SET records = seeding_manifest.records + EXCLUDED.records")) {
            add.setString(1, kind.name());
            add.setLong(2, records);
            add.executeUpdate();
        } catch (SQLException failure) {
            throw new ServiceFailedException(
                    "The burst cannot be added to the table seeding_manifest: " + failure.getMessage(), failure);
        }
    }
}
