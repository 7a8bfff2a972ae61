package io.ballotstream.jobs.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A record of a transaction. If the transaction was committed, a {@code read_committed} consumer sees the record; if it
 * was aborted, the consumer skips it. Kafka itself forgets the outcome as soon as the transactional id is used again.
 *
 * @param transactionalId the transaction's id
 * @param topic name of the topic
 * @param partition number of the partition
 * @param offset of the record
 */
record Witness(String transactionalId, String topic, int partition, long offset) {
    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
