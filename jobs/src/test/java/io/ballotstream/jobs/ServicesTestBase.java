package io.ballotstream.jobs;

import io.ballotstream.testing.TestBroker;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;

/** A database as in {@link PostgresTestBase}, and a broker with the project's topics, empty before each test. */
public abstract class ServicesTestBase extends PostgresTestBase {
    /** How many partitions every topic has. */
    protected static final int PARTITIONS = 2;

    @BeforeEach
    void createTopics() throws Exception {
        TestBroker.recreateTopics(PARTITIONS);
    }

    /** The broker's address. */
    protected static String kafka() {
        return TestBroker.address();
    }

    /** Writes records; returns when the broker has acknowledged all of them. */
    protected static void publish(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        TestBroker.publish(records);
    }

    /** The records that a reader of committed records finds in the topic now. */
    protected static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return TestBroker.committed(topic);
    }

    /** All records in the topic now, those of open and aborted transactions included. */
    protected static List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return TestBroker.written(topic);
    }
}
