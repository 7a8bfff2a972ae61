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

/** Checks before a job is submitted that its topics exist. */
public final class TopicCheck {
    private static final String PATIENCE_MS = "60000";

    private TopicCheck() {}

    /**
     * Waits up to a minute for the brokers, then checks the topics.
     *
     * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param topics names of the required topics
     * @throws ServiceFailedException if no broker answers, or if a topic does not exist; the message contains the most
     *     similar existing name
     * @throws InterruptedException if the thread is interrupted
     */
    public static void require(String brokers, String... topics) throws InterruptedException {
        Set<String> existing = existing(brokers);
        for (String topic : topics) {
            if (!existing.contains(topic)) {
                throw new ServiceFailedException("The topic " + topic + " does not exist on " + brokers + ". "
                        + ClosestName.to(topic, existing)
                                .map(name -> "The most similar existing name is " + name + ".")
                                .orElse("No topics exist. Prepare an election with `ballotstream seed` first."));
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
