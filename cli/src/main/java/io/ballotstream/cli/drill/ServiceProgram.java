package io.ballotstream.cli.drill;

import io.ballotstream.embedded.KafkaBrokerProgram;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** The programs that a drill starts as separate processes. Each ends when the process that started it ends. */
enum ServiceProgram {
    KAFKA(KafkaBrokerProgram::main),
    ZOOKEEPER(ServiceProgram::zooKeeper),
    JOBMANAGER(StandaloneSessionClusterEntrypoint::main),
    TASKMANAGER(TaskManagerRunner::main);

    /** How often ZooKeeper deletes empty container nodes: see docs/known-issues.md, CURATOR-724. */
    private static final String CONTAINER_CHECK_INTERVAL = "znode.container.checkIntervalMs";

    private static final int EXIT_CODE_OF_ORPHAN = 1;

    private final Program program;

    ServiceProgram(Program program) {
        this.program = program;
    }

    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    /** @param arguments the name of one of these constants, then the arguments of that program */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(ServiceProgram::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        valueOf(arguments[0]).program.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void zooKeeper(String[] arguments) throws Exception {
        System.setProperty(CONTAINER_CHECK_INTERVAL, Integer.toString(Integer.MAX_VALUE));
        FlinkZooKeeperQuorumPeer.main(arguments);
    }

    /** Reads standard input, a pipe to which the parent never writes: it ends with the parent, even if that is killed. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException broken) {
            // Means the same as the end of the input: the parent has ended.
        }
        Runtime.getRuntime().halt(EXIT_CODE_OF_ORPHAN);
    }
}
