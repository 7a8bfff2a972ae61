package io.ballotstream.jobs.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A record by which to tell whether a transaction was committed: readers of committed records see it if it was, and pass
 * over it if it was not. Kafka itself forgets the outcome as soon as the transactional id is used again.
 *
 * @param transactionalId the id under which the transaction was written
 */
record Witness(String transactionalId, String topic, int partition, long offset) {
    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
