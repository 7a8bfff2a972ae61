package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The files of a Kafka broker that runs in a separate process. The broker has two listeners on the loopback address. One
 * of them advertises another address to its clients, for example that of a relay.
 *
 * @param logs the directory of all topics
 * @param properties the file of settings, the argument of {@code kafka.Kafka}
 * @param port of the listener for direct clients
 * @param relayedPort of the listener that advertises the other address
 */
public record KafkaBrokerFiles(Path logs, Path properties, int port, int relayedPort) {
    private static final String DIRECT = "DIRECT";
    private static final String RELAYED = "RELAYED";

    /** Fills the log directory of a broker that was never started. */
    public interface LogDirectory {
        /**
         * Writes the files, the formatting included.
         *
         * @param logs the directory, which is empty
         * @throws Exception if they cannot be written
         */
        void fill(Path logs) throws Exception;
    }

    /**
     * Chooses the ports, formats the log directory and writes the settings.
     *
     * @param run contains the files
     * @param relay the address that the second listener advertises, {@code HOST:PORT}
     * @return the files of a broker without topics
     * @throws ServiceStartException if the files cannot be written
     */
    public static KafkaBrokerFiles create(RunDirectory run, String relay) {
        return create(
                run, relay, logs -> KafkaFiles.format(logs, Uuid.randomUuid().toString()));
    }

    /**
     * As {@link #create(RunDirectory, String)}, with the log directory of another broker of this class.
     *
     * @param run contains the files
     * @param relay the address that the second listener advertises, {@code HOST:PORT}
     * @param content copies the log directory, except index files, which the broker creates again
     * @return the files of a broker with the topics of the other one
     * @throws ServiceStartException if the files cannot be written
     */
    public static KafkaBrokerFiles create(RunDirectory run, String relay, LogDirectory content) {
        Path directory = run.path().resolve("kafka");
        try {
            RunDirectory.createPrivate(directory);
            Path logs = Files.createDirectory(directory.resolve("logs"));
            int port = LoopbackPorts.choose();
            int relayedPort = LoopbackPorts.choose();
            content.fill(logs);
            Path properties = Files.writeString(
                    directory.resolve("server.properties"),
                    settings(logs, port, relayedPort, relay).entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
            return new KafkaBrokerFiles(logs, properties, port, relayedPort);
        } catch (Exception failure) {
            throw new ServiceStartException("Kafka's files cannot be written to " + directory + ".", failure);
        }
    }

    private static Map<String, String> settings(Path logs, int port, int relayedPort, String relay) throws IOException {
        int controllerPort = LoopbackPorts.choose();
        Map<String, String> settings = KafkaFiles.settings(logs, controllerPort);
        String direct = DIRECT + "://" + LoopbackSockets.HOST + ":" + port;
        settings.put(
                "listeners",
                direct + "," + RELAYED + "://" + LoopbackSockets.HOST + ":" + relayedPort + ","
                        + KafkaFiles.controller(controllerPort));
        settings.put("advertised.listeners", direct + "," + RELAYED + "://" + relay);
        settings.put(
                "listener.security.protocol.map",
                DIRECT + ":PLAINTEXT," + RELAYED + ":PLAINTEXT," + KafkaFiles.CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", DIRECT);
        // The controller refuses a restarted broker until the session of its predecessor has ended.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    /** {@return the address for direct clients, {@code HOST:PORT}} */
    public String bootstrapServers() {
        return LoopbackSockets.HOST + ":" + port;
    }

    /** {@return the address to which the relay forwards, {@code HOST:PORT}} */
    public String relayed() {
        return LoopbackSockets.HOST + ":" + relayedPort;
    }
}
