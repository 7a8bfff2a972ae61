package io.ballotstream.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers when a consumer in this process has fetched its first records. A table of Flink SQL can only name the class
 * of an interceptor, so the time is in a static field, and only one job at a time can be measured.
 */
public final class FirstFetch implements ConsumerInterceptor<byte[], byte[]> {
    private static final AtomicLong TIME = new AtomicLong();

    /** Creates an interceptor, which Kafka configures. */
    public FirstFetch() {}

    /** Forgets the time of an earlier job. */
    static void forget() {
        TIME.set(0);
    }

    /** The seconds from the first fetch to a later {@link System#nanoTime}. */
    static double secondsUntil(long nanoTime) {
        return (nanoTime - TIME.get()) / 1e9;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        TIME.compareAndSet(0, System.nanoTime());
        return records;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        // It has no settings.
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Only the records matter.
    }

    @Override
    public void close() {
        // It holds no resources.
    }
}
