package io.ballotstream.cli.drill;

import io.ballotstream.cli.Logins;
import io.ballotstream.cli.RootCause;
import io.ballotstream.cli.RunLog;
import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.KafkaBrokerFiles;
import io.ballotstream.embedded.LoopbackPorts;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.embedded.ServiceStartException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalListener;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of a drill, each in processes of its own: PostgreSQL, a Kafka broker, ZooKeeper, two JobManagers of which one
 * leads, and TaskManagers. The jobs reach PostgreSQL and Kafka through relays; all other clients connect to them directly.
 *
 * <p>All processes end with this program, even if it is killed, except for PostgreSQL, which the next run then stops.
 */
final class DrillServices implements Closeable {
    static final int TASK_MANAGERS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DrillServices.class);
    private static final int JOB_MANAGERS = 2;
    private static final String LOG4J = """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = Console
            appender.console.type = Console
            appender.console.name = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = LAYOUT
            logger.kafka.name = org.apache.kafka.common.config
            logger.kafka.level = WARN
            logger.producer.name = org.apache.kafka.clients.producer
            logger.producer.level = WARN
            logger.consumer.name = org.apache.kafka.clients.consumer
            logger.consumer.level = WARN
            """.replace("LAYOUT", RunLog.LAYOUT);

    private final Path directory;
    private final Configuration flinkSettings;
    private final Relay kafkaRelay;
    private final Relay postgresRelay;
    private final KafkaBrokerFiles kafkaFiles;
    private final PostgresService postgres;
    private final JavaService kafka;
    private final JavaService zookeeper;
    private final List<JavaService> jobManagers = new ArrayList<>();
    private final List<JavaService> taskManagers = new ArrayList<>();
    private final Map<String, String> restAddresses = new ConcurrentHashMap<>();
    private final FlinkRest rest;
    private ClientHighAvailabilityServices leaders;
    private volatile String leader = "";

    /**
     * Starts all processes; the services are up when this returns.
     *
     * @param slots of each TaskManager
     * @param snapshot contains the topics; empty starts without topics
     * @throws ServiceFailedException if a service does not start
     */
    static DrillServices start(RunDirectory run, int slots, Optional<Snapshot> snapshot)
            throws InterruptedException, IOException {
        DrillServices services = null;
        Relay kafkaRelay = Relay.start();
        Relay postgresRelay = Relay.start();
        try {
            services = new DrillServices(run, slots, snapshot, kafkaRelay, postgresRelay);
            services.awaitUp();
            return services;
        } catch (Exception failure) {
            if (services != null) {
                services.close();
            }
            kafkaRelay.close();
            postgresRelay.close();
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while services were started");
            }
            if (failure instanceof ServiceStartException refused) {
                throw new ServiceFailedException(refused.getMessage(), refused);
            }
            throw failure;
        }
    }

    private DrillServices(
            RunDirectory run, int slots, Optional<Snapshot> snapshot, Relay kafkaRelay, Relay postgresRelay)
            throws IOException {
        this.kafkaRelay = kafkaRelay;
        this.postgresRelay = postgresRelay;
        this.directory = run.path();
        Path flink = RunDirectory.createPrivate(directory.resolve("flink"));
        Path logs = RunDirectory.createPrivate(directory.resolve("logs"));
        Path temporary = RunDirectory.createPrivate(directory.resolve("tmp"));
        String secret = Logins.randomPassword();
        Path secretFile = Files.createFile(
                directory.resolve("flink-secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secretFile, secret);
        int zookeeperPort = LoopbackPorts.choose();
        this.flinkSettings = FlinkSettings.of(flink, zookeeperPort, slots);
        FlinkSettings.write(flinkSettings, flink);
        JavaService.Files files = new JavaService.Files(
                logs,
                temporary,
                Files.writeString(directory.resolve("log4j2.properties"), LOG4J),
                Map.of("BALLOTSTREAM_FLINK_SECRET_FILE", secretFile.toString()));

        this.kafkaFiles = snapshot.isPresent()
                ? KafkaBrokerFiles.create(run, kafkaRelay.address(), snapshot.get()::restoreTopics)
                : KafkaBrokerFiles.create(run, kafkaRelay.address());
        kafkaRelay.forwardTo(kafkaFiles.relayedPort());
        this.kafka = new JavaService(
                "kafka",
                ServiceProgram.KAFKA,
                files,
                384,
                kafkaFiles.port(),
                () -> List.of(kafkaFiles.properties().toString()));
        this.zookeeper = zookeeper(files, zookeeperPort);
        for (int number = 1; number <= JOB_MANAGERS; number++) {
            jobManagers.add(jobManager(files, flink, "jobmanager-" + number));
        }
        for (int number = 1; number <= TASK_MANAGERS; number++) {
            taskManagers.add(taskManager(files, flink, "taskmanager-" + number));
        }
        this.rest = new FlinkRest(this::restAddresses, secret);
        Stream.concat(Stream.of(zookeeper, kafka), Stream.concat(jobManagers.stream(), taskManagers.stream()))
                .forEach(JavaService::start);
        EmbeddedPostgresServer server = null;
        try {
            server = EmbeddedPostgresServer.startToBeRestarted(run);
        } finally {
            if (server == null) {
                killProcesses();
            }
        }
        this.postgres = new PostgresService(server);
        postgresRelay.forwardTo(server.port());
    }

    private JavaService zookeeper(JavaService.Files files, int port) throws IOException {
        Path data = RunDirectory.createPrivate(directory.resolve("zookeeper"));
        Path settings = Files.write(
                directory.resolve("zoo.cfg"),
                List.of(
                        "clientPort=" + port,
                        "clientPortAddress=" + Relay.HOST,
                        "dataDir=" + data,
                        // ZooKeeper ends sessions at ticks, so short ticks end the session of a dead JobManager in
                        // time.
                        "tickTime=500",
                        "maxSessionTimeout=40000",
                        "admin.enableServer=false"));
        return new JavaService(
                "zookeeper",
                ServiceProgram.ZOOKEEPER,
                files,
                64,
                port,
                () -> List.of("--zkConfigFile", settings.toString(), "--peerId", "1"));
    }

    private JavaService jobManager(JavaService.Files files, Path flink, String name) {
        return new JavaService(name, ServiceProgram.JOBMANAGER, files, 256, 0, () -> {
            int port = LoopbackPorts.choose();
            restAddresses.put(name, Relay.HOST + ":" + port);
            return List.of("--configDir", flink.toString(), "-D", "rest.port=" + port, "-D", "rest.bind-port=" + port);
        });
    }

    private static JavaService taskManager(JavaService.Files files, Path flink, String name) {
        return new JavaService(
                name,
                ServiceProgram.TASKMANAGER,
                files,
                640,
                0,
                () -> List.of(
                        "--configDir",
                        flink.toString(),
                        "-D",
                        "taskmanager.resource-id=" + name + "-" + System.currentTimeMillis()));
    }

    private void awaitUp() throws InterruptedException {
        kafka.awaitUp();
        zookeeper.awaitUp();
        try {
            leaders = HighAvailabilityServicesUtils.createClientHAService(
                    flinkSettings, failure -> LOG.warn("The leading JobManager cannot be looked up.", failure));
            LeaderRetrievalService retrieval = leaders.getClusterRestEndpointLeaderRetriever();
            retrieval.start(new LeaderListener());
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            throw new ServiceFailedException(
                    "The leading JobManager cannot be looked up in ZooKeeper: " + RootCause.sentence(failure), failure);
        }
    }

    private final class LeaderListener implements LeaderRetrievalListener {
        @Override
        public void notifyLeaderAddress(String address, java.util.UUID session) {
            if (address != null && !address.isEmpty()) {
                leader = address.substring(address.indexOf("//") + 2);
                LOG.info("The JobManager at {} leads.", leader);
            }
        }

        @Override
        public void handleError(Exception failure) {
            LOG.warn("The leading JobManager cannot be looked up.", failure);
        }
    }

    private List<String> restAddresses() {
        List<String> addresses = new ArrayList<>(restAddresses.values());
        String first = leader;
        addresses.sort((one, other) -> Boolean.compare(other.equals(first), one.equals(first)));
        return addresses;
    }

    /** Flink's REST API. */
    FlinkRest rest() {
        return rest;
    }

    /** Whether both JobManagers, the leader and the standby, answer. */
    boolean allJobManagersAnswer() throws InterruptedException {
        for (String address : restAddresses()) {
            if (!rest.isUp(address)) {
                return false;
            }
        }
        return true;
    }

    /** Restarts processes that ended unexpectedly, as a container's restart policy does. */
    void restartEnded() {
        javaServices().filter(JavaService::hasEnded).forEach(service -> {
            LOG.warn("{} has ended unexpectedly, and is started again.", service.name());
            service.start();
        });
    }

    /** The address of Flink's web interface, at the JobManager that leads now. */
    String webInterface() {
        return "http://" + restAddresses().get(0);
    }

    /** The Flink settings of the cluster, to submit jobs with. */
    Configuration flinkSettings() {
        return flinkSettings;
    }

    /** The directory to which Flink writes all its files. */
    Path flinkDirectory() {
        return directory.resolve("flink");
    }

    /** The log directory of the broker. */
    Path topics() {
        return kafkaFiles.logs();
    }

    /** The directory with one log file per process. */
    Path logs() {
        return directory.resolve("logs");
    }

    /** The address of the broker, {@code HOST:PORT}, for all clients except the jobs. */
    String kafkaAddress() {
        return kafkaFiles.bootstrapServers();
    }

    /** The address of the relay to Kafka, {@code HOST:PORT}, for the jobs. */
    String relayedKafkaAddress() {
        return kafkaRelay.address();
    }

    /** The database with the owner's login, for all clients except the jobs. */
    PostgresAddress postgresAddress() {
        EmbeddedPostgresServer server = postgres.server();
        return new PostgresAddress(server.jdbcUrl(), server.user(), server.password());
    }

    /** The same login, at the address of the relay to PostgreSQL. */
    PostgresAddress relayed(PostgresAddress login) {
        return new PostgresAddress(
                login.jdbcUrl().replace(":" + postgres.server().port() + "/", ":" + postgresRelay.port() + "/"),
                login.user(),
                login.password());
    }

    Service postgres() {
        return postgres;
    }

    Service kafka() {
        return kafka;
    }

    Service zookeeper() {
        return zookeeper;
    }

    /** The leading JobManager, or the first one while no leader is known. */
    Service leadingJobManager() {
        return jobManagers.stream()
                .filter(manager -> leader.equals(restAddresses.get(manager.name())))
                .findFirst()
                .orElse(jobManagers.get(0));
    }

    List<JavaService> taskManagers() {
        return List.copyOf(taskManagers);
    }

    Relay kafkaRelay() {
        return kafkaRelay;
    }

    Relay postgresRelay() {
        return postgresRelay;
    }

    /** Kills the processes and stops PostgreSQL. */
    @Override
    public void close() throws IOException {
        try {
            if (leaders != null) {
                leaders.close();
            }
        } catch (Exception failure) {
            LOG.warn("The connection to ZooKeeper cannot be closed.", failure);
        }
        killProcesses();
        kafkaRelay.close();
        postgresRelay.close();
        postgres.server().close();
    }

    private Stream<JavaService> javaServices() {
        return Stream.of(taskManagers, jobManagers, List.of(kafka, zookeeper)).flatMap(List::stream);
    }

    private void killProcesses() {
        javaServices().flatMap(service -> service.processes().stream()).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
