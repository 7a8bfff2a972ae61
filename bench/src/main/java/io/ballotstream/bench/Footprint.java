package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;

/**
 * The space that an election takes, in bytes.
 *
 * @param heap of this process, in which jobs and broker run, after a garbage collection
 * @param topics on the broker's disk
 * @param checkpoint of both jobs on disk
 * @param tables on PostgreSQL's disk
 */
record Footprint(double heap, double topics, double checkpoint, double tables) {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double MILLION = 1e6;

    /** Measures the space now. */
    static Footprint of(Stage stage) throws InterruptedException {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                topicBytes(stage.kafka()),
                stage.checkpointBytes(),
                stage.tables().number("SELECT pg_database_size(current_database())"));
    }

    private static double topicBytes(String kafka) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().values().stream())
                    .mapToDouble(replica -> replica.size())
                    .sum();
        } catch (ExecutionException e) {
            throw new ServiceFailedException(
                    "Kafka at " + kafka + " does not tell the size of its topics: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /**
     * What was added since an earlier measurement.
     *
     * @param before the earlier measurement
     * @param voters who voted in between
     */
    List<Figure> perMillionVoters(Footprint before, long voters) {
        double scale = MILLION / BYTES_PER_MEBIBYTE / voters;
        return List.of(
                mebibytes("heap of jobs and broker", (heap - before.heap) * scale),
                mebibytes("topics", (topics - before.topics) * scale),
                mebibytes("checkpoint", (checkpoint - before.checkpoint) * scale),
                mebibytes("tables", (tables - before.tables) * scale));
    }

    private static Figure mebibytes(String what, double value) {
        return Figure.of(what + ", per million voters", Unit.MEBIBYTES, List.of(value));
    }
}
