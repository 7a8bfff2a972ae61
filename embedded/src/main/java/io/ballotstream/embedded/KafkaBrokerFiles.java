package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The files of a Kafka broker that runs as a process of its own, {@code kafka.Kafka} with a file of settings. The broker has
 * two listeners on the loopback address: clients of the one are sent on to another address, a relay's for instance.
 *
 * @param properties the file of settings, the argument of {@code kafka.Kafka}
 * @param port where clients come directly
 * @param relayedPort where clients come by the other address
 */
public record KafkaBrokerFiles(Path properties, int port, int relayedPort) {
    private static final String DIRECT = "DIRECT";
    private static final String RELAYED = "RELAYED";

    /**
     * Chooses the ports, formats the log directory and writes the settings.
     *
     * @param run in whose directory the files go
     * @param relay the address that clients of the second listener are sent to, {@code HOST:PORT}
     * @throws ServiceStartException if the files cannot be written
     */
    public static KafkaBrokerFiles create(RunDirectory run, String relay) {
        Path directory = run.path().resolve("kafka");
        try {
            RunDirectory.createPrivate(directory);
            Path logs = Files.createDirectory(directory.resolve("logs"));
            int port = LoopbackPorts.choose();
            int relayedPort = LoopbackPorts.choose();
            KafkaFiles.format(logs, Uuid.randomUuid().toString());
            Path properties = Files.writeString(
                    directory.resolve("server.properties"),
                    settings(logs, port, relayedPort, relay).entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
            return new KafkaBrokerFiles(properties, port, relayedPort);
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
        // A restarted broker is refused until the session of the one before has ended.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    /** Where clients come directly, {@code HOST:PORT}. */
    public String bootstrapServers() {
        return LoopbackSockets.HOST + ":" + port;
    }

    /** Where the relay forwards to, {@code HOST:PORT}. */
    public String relayed() {
        return LoopbackSockets.HOST + ":" + relayedPort;
    }
}
