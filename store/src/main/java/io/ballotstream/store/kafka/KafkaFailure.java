package io.ballotstream.store.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.AdvertisedBrokers;
import org.apache.kafka.common.errors.TimeoutException;

/** Turns exceptions of Kafka's clients into one-sentence failures. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * A call failed. A timeout counts as an unreachable broker.
     *
     * @param kafka the brokers, {@code HOST:PORT[,HOST:PORT…]}
     * @param failure the client's exception
     * @return an exception that names the brokers and the reason
     */
    public static ServiceFailedException of(String kafka, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return unreachable(kafka, failure);
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new ServiceFailedException("Kafka at " + kafka + " failed: " + reason.getMessage(), failure);
    }

    /**
     * No broker responds.
     *
     * @param kafka the brokers, {@code HOST:PORT[,HOST:PORT…]}
     * @param failure the client's exception
     * @return an exception that names the brokers, or the advertised address that is wrong
     */
    public static ServiceFailedException unreachable(String kafka, Throwable failure) {
        return new ServiceFailedException(
                AdvertisedBrokers.unreachable(kafka).orElse("Kafka at " + kafka + " does not answer."), failure);
    }

    /**
     * A topic does not exist.
     *
     * @param kafka the brokers, {@code HOST:PORT[,HOST:PORT…]}
     * @param topic name of the topic
     * @return an exception that names both and says what to do
     */
    public static ServiceFailedException missingTopic(String kafka, String topic) {
        return new ServiceFailedException(
                "Kafka at " + kafka + " has no topic " + topic + ". Run `ballotstream seed`, which creates it.");
    }
}
