package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing resumes on a topic with altered records: it names the first one, and publishes nothing. */
class ResumeOnAlteredTopicIT {
    private static final int PARTITIONS = 4;
    private static final int VOTERS = 200;
    private static final byte[] FORGED = "{}".getBytes(StandardCharsets.UTF_8);

    private static SeededServices services;
    /** The records of the election, by partition. */
    private static final List<List<ProducerRecord<byte[], byte[]>>> ours = new ArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        services = SeededServices.fresh("altered_topic");
        services.seed(new SeedOptions(
                null,
                null,
                1,
                VOTERS,
                1,
                18,
                List.of(Nationality.US),
                new FaultShares(0.02, 0.05, 0.02, 0.02),
                PARTITIONS,
                (short) 1));
        ours.clear();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ours.add(new ArrayList<>());
        }
        for (ConsumerRecord<String, byte[]> record : services.published()) {
            ours.get(record.partition()).add(record(record.partition(), record.key(), record.value()));
        }
    }

    @BeforeEach
    void emptyTopics() throws Exception {
        TestBroker.recreateTopics(PARTITIONS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void forgedRecordInAnEmptyTopicIsNamed(int partition) throws Exception {
        TestBroker.publish(List.of(record(partition, "stranger", FORGED)));

        resumingIsRefused(
                "the record at partition " + partition + ", offset 0 has the key \"stranger\", but at this position"
                        + " the election publishes \"" + key(ours.get(partition).get(0)) + "\"");
    }

    @Test
    void forgedRecordAmongOursIsNamed() throws Exception {
        publish(records -> records.get(1).add(7, record(1, "stranger\nat the door", FORGED)));

        resumingIsRefused(
                "the record at partition 1, offset 7 has the key \"stranger\\u000aat the door\", but at this position"
                        + " the election publishes \"" + key(ours.get(1).get(7)) + "\"");
    }

    @Test
    void recordWithoutKeyIsNamed() throws Exception {
        publish(records -> records.get(3).set(2, new ProducerRecord<>(Topics.VOTERS, 3, null, FORGED)));

        resumingIsRefused(
                "the record at partition 3, offset 2 has the key null, but at this position the election publishes \""
                        + key(ours.get(3).get(2)) + "\"");
    }

    @Test
    void alteredRecordIsNamed() throws Exception {
        ProducerRecord<byte[], byte[]> voter = ours.get(2).get(5);
        String altered = text(voter.value()).replaceFirst("(\"roll_number\":)", "$19");
        publish(records -> records.get(2).set(5, record(2, key(voter), altered.getBytes(StandardCharsets.UTF_8))));

        resumingIsRefused("the record at partition 2, offset 5 has the key \"" + key(voter)
                + "\", but a different value than the election publishes");
    }

    @Test
    void missingRecordInTheMiddleIsNamed() throws Exception {
        publish(records -> records.get(0).remove(4));

        resumingIsRefused("the record at partition 0, offset 4 has the key \""
                + key(ours.get(0).get(5)) + "\", but at this position the election publishes \""
                + key(ours.get(0).get(4)) + "\"");
    }

    @Test
    void partitionWithoutItsLastRecordsIsNamed() throws Exception {
        publish(records -> records.get(0).subList(10, records.get(0).size()).clear());

        String message = resumingIsRefused("partition 0 ends at offset 10 without the record with the key \""
                + key(ours.get(0).get(10)) + "\", but the record at partition ");
        assertThat(message).contains(" has a later one");
    }

    @Test
    void duplicateInTheMiddleIsNamed() throws Exception {
        publish(records -> records.get(1).add(3, records.get(1).get(2)));

        resumingIsRefused("the record at partition 1, offset 3 has the key \""
                + key(ours.get(1).get(2)) + "\", but at this position the election publishes \""
                + key(ours.get(1).get(3)) + "\"");
    }

    @Test
    void duplicateAfterAllRecordsIsNamed() throws Exception {
        publish(records -> records.get(1).add(records.get(1).get(0)));

        resumingIsRefused("the record at partition 1, offset " + ours.get(1).size() + " has the key \""
                + key(ours.get(1).get(0)) + "\", but the election has no further record in this partition");
    }

    @Test
    void recordsInAnotherOrderAreNamed() throws Exception {
        publish(records -> Collections.swap(records.get(3), 0, 1));

        resumingIsRefused("the record at partition 3, offset 0 has the key \""
                + key(ours.get(3).get(1)) + "\", but at this position the election publishes \""
                + key(ours.get(3).get(0)) + "\"");
    }

    /** Writes the records of the election to the empty topic after a change. */
    private static void publish(Consumer<List<List<ProducerRecord<byte[], byte[]>>>> change) throws Exception {
        List<List<ProducerRecord<byte[], byte[]>>> altered = new ArrayList<>();
        ours.forEach(partition -> altered.add(new ArrayList<>(partition)));
        change.accept(altered);
        TestBroker.publish(altered.stream().flatMap(List::stream).toList());
    }

    /** Resumes, and returns the error message. */
    private static String resumingIsRefused(String finding) throws Exception {
        List<String> before = contents();
        List<String> said = new ArrayList<>();
        try (Seeder seeder = services.open(SeedListener.NONE)) {
            assertThatThrownBy(() -> seeder.publish(Rate.MAX, true))
                    .isInstanceOf(BadInputException.class)
                    .satisfies(refusal -> said.add(refusal.getMessage()))
                    .hasMessageStartingWith("voters_topic does not match this election: " + finding)
                    .hasMessageEndingWith(". Nothing was published. Start over with --reset.");
        }
        assertThat(contents()).isEqualTo(before);
        return said.get(0);
    }

    private static List<String> contents() {
        return services.published().stream()
                .map(record -> record.partition() + " " + record.key() + " " + Arrays.hashCode(record.value()))
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String key, byte[] value) {
        return new ProducerRecord<>(Topics.VOTERS, partition, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return text(record.key());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
