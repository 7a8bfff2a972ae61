package io.ballotstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.metadata.storage.Formatter;

/** Formats the directory of a broker, and gives the settings that all brokers of this module share. */
final class KafkaFiles {
    static final String CONTROLLER = "CONTROLLER";

    private static final int NODE = 1;

    private KafkaFiles() {}

    /** Formats the directory of a node that is broker and controller. */
    static void format(Path directory, String clusterId) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(clusterId)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    /** The listener of the controller. */
    static String controller(int port) {
        return CONTROLLER + "://" + LoopbackSockets.HOST + ":" + port;
    }

    /** The settings except those of the listeners for clients. */
    static Map<String, String> settings(Path directory, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + LoopbackSockets.HOST + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("log.dirs", directory.toString());

        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put(
                "transaction.max.timeout.ms", Long.toString(Duration.ofDays(1).toMillis()));
        settings.put("group.initial.rebalance.delay.ms", "0");

        // A laptop runs all services at once, so there are few partitions, threads and buffers.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        settings.put("log.segment.delete.delay.ms", "1000");
        return settings;
    }
}
