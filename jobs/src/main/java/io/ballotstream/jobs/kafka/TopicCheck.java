package io.ballotstream.jobs.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.AdvertisedBrokers;
import io.ballotstream.store.kafka.KafkaLogin;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Stops a job at its start when a topic it needs does not exist. */
public final class TopicCheck {
    private static final String PATIENCE_MS = "60000";

    private TopicCheck() {}

    /**
     * Waits up to a minute for the brokers, then looks for the topics.
     *
     * @throws ServiceFailedException if a topic does not exist, naming it and the closest existing one, or if no broker
     *     answers
     */
    public static void require(String brokers, String... topics) throws InterruptedException {
        Set<String> existing = existing(brokers);
        for (String topic : topics) {
            if (!existing.contains(topic)) {
                throw new ServiceFailedException("The topic " + topic + " does not exist on " + brokers + "; "
                        + ClosestName.to(topic, existing)
                                .map(name -> "the closest existing name is " + name + ".")
                                .orElse("there are no topics at all, so the election is not prepared yet."));
            }
        }
    }

    private static Set<String> existing(String brokers) throws InterruptedException {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw unreachable(brokers, e.getCause());
        } catch (KafkaException e) {
            throw unreachable(brokers, e);
        }
    }

    private static ServiceFailedException unreachable(String brokers, Throwable cause) {
        return new ServiceFailedException(
                AdvertisedBrokers.unreachable(brokers)
                        .orElse("Kafka at " + brokers + " does not answer: " + cause.getMessage()),
                cause);
    }
}
