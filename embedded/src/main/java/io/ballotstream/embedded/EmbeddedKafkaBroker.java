package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process: one node that is also its controller (KRaft). It listens on the loopback address
 * only.
 *
 * <p>It does not create topics automatically. Transactions work with a single replica, and can stay open for a day. A
 * fatal fault inside the broker is logged; unlike in a standalone broker, it does not end the process. Thread-safe.
 */
public final class EmbeddedKafkaBroker implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafkaBroker.class);

    private static final String CLIENTS = "CLIENTS";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final LoopbackSockets sockets;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final String bootstrapServers;

    private EmbeddedKafkaBroker(Path directory, LoopbackSockets sockets, Optional<String> advertised) throws Exception {
        this.sockets = sockets;
        int port = sockets.bind(CLIENTS);
        this.bootstrapServers = LoopbackSockets.HOST + ":" + port;
        KafkaConfig config = new KafkaConfig(
                settings(directory, port, sockets.bind(KafkaFiles.CONTROLLER), advertised.orElse(bootstrapServers)),
                false);
        String clusterId = Uuid.randomUuid().toString();
        KafkaFiles.format(directory, clusterId);

        // Does the same as KafkaRaftServer, which supports neither sockets that are bound before nor a fault handler
        // that keeps the process alive.
        var logDirectories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                logDirectories._1(),
                Time.SYSTEM,
                Server$.MODULE$.initializeMetrics(config, Time.SYSTEM, clusterId),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                sockets);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirectories._2());
        this.broker = new BrokerServer(shared);
    }

    /**
     * Formats and starts a broker in the run's directory.
     *
     * @param run the caller closes it, after the broker
     * @return a broker that accepts requests
     * @throws ServiceStartException if it does not start
     */
    public static EmbeddedKafkaBroker start(RunDirectory run) {
        return start(run, Optional.empty());
    }

    /**
     * Starts a broker like {@link #start(RunDirectory)} that advertises another address to its clients.
     *
     * @param advertised {@code HOST:PORT}
     * @param run the caller closes it, after the broker
     * @return a broker that accepts requests
     * @throws ServiceStartException if it does not start
     */
    public static EmbeddedKafkaBroker advertisedAs(String advertised, RunDirectory run) {
        return start(run, Optional.of(advertised));
    }

    private static EmbeddedKafkaBroker start(RunDirectory run, Optional<String> advertised) {
        Path directory = run.path().resolve("kafka");
        LoopbackSockets sockets = new LoopbackSockets();
        EmbeddedKafkaBroker started = null;
        try {
            RunDirectory.createPrivate(directory);
            started = new EmbeddedKafkaBroker(directory, sockets, advertised);
            started.controller.startup();
            started.broker.startup();
            return started;
        } catch (Exception failure) {
            try (sockets) {
                if (started != null) {
                    started.close();
                }
            } catch (IOException | RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw new ServiceStartException(
                    "The Kafka broker cannot be started in " + directory + ": " + failure + ".", failure);
        }
    }

    /** {@return {@code 127.0.0.1:PORT}} */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Deletes all topics except Kafka's internal ones, and waits until they are gone.
     *
     * @throws IllegalStateException if the deletion fails, or takes more than a minute
     */
    public void deleteAllTopics() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> topics = admin.listTopics().names().get();
            admin.deleteTopics(topics).all().get();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!admin.listTopics().names().get().isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The topics " + topics + " still exist after a minute.");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The topics cannot be deleted.", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The deletion of topics was interrupted.", interrupted);
        }
    }

    /** Stops the broker. All acknowledged records are in its files. A second call does nothing. */
    @Override
    public void close() throws IOException {
        try (sockets) {
            broker.shutdown();
            controller.shutdown();
        }
    }

    private static Map<String, String> settings(Path directory, int clientPort, int controllerPort, String advertised) {
        String clients = CLIENTS + "://" + LoopbackSockets.HOST + ":" + clientPort;
        Map<String, String> settings = KafkaFiles.settings(directory, controllerPort);
        settings.put("listeners", clients + "," + KafkaFiles.controller(controllerPort));
        settings.put("advertised.listeners", CLIENTS + "://" + advertised);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + KafkaFiles.CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENTS);
        // A long timeout for a busy CPU.
        settings.put("broker.session.timeout.ms", "60000");
        return settings;
    }
}
