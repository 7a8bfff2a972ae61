package io.ballotstream.store.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.AdvertisedBrokers;
import org.apache.kafka.common.errors.TimeoutException;

/** Says in one sentence what is wrong with Kafka. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** A failed call; a time-out counts as a broker that cannot be reached. */
    public static ServiceFailedException of(String kafka, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return unreachable(kafka, failure);
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new ServiceFailedException("Kafka at " + kafka + " failed: " + reason.getMessage(), failure);
    }

    /** A broker that does not answer. */
    public static ServiceFailedException unreachable(String kafka, Throwable failure) {
        return new ServiceFailedException(
                AdvertisedBrokers.unreachable(kafka).orElse("Kafka at " + kafka + " does not answer."), failure);
    }

    /** A topic that does not exist. */
    public static ServiceFailedException missingTopic(String kafka, String topic) {
        return new ServiceFailedException(
                "Kafka at " + kafka + " has no topic " + topic + ": the seeder creates it, run `ballotstream seed`.");
    }
}
