package io.ballotstream.jobs;

import io.ballotstream.testing.TestBroker;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;

/**
 * Provides a database like {@link PostgresTestBase}, and a broker with all topics, which are empty before each test.
 */
public abstract class ServicesTestBase extends PostgresTestBase {
    /** The number of partitions of each topic. */
    protected static final int PARTITIONS = 2;

    @BeforeEach
    void createTopics() throws Exception {
        TestBroker.recreateTopics(PARTITIONS);
    }

    /** The broker's address. */
    protected static String kafka() {
        return TestBroker.address();
    }

    /** Writes records, and waits until the broker has acknowledged all of them. */
    protected static void publish(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        TestBroker.publish(records);
    }

    /** The committed records of the topic. */
    protected static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return TestBroker.committed(topic);
    }

    /** All records of the topic, including those of open and aborted transactions. */
    protected static List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return TestBroker.written(topic);
    }
}
