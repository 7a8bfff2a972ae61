package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaBrokerIT {

    @TempDir
    static Path parent;

    private static RunDirectory run;
    private static EmbeddedKafkaBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.temporaryIn(parent);
        broker = EmbeddedKafkaBroker.start(run);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    @AfterEach
    void deleteTopics() {
        broker.deleteAllTopics();
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        broker.close();
        run.close();
    }

    @Test
    void brokerIsOneNodeOnLoopbackAndItsOwnController() throws Exception {
        assertThat(admin.describeCluster().nodes().get()).singleElement().satisfies(node -> {
            assertThat(node.host()).isEqualTo("127.0.0.1");
            assertThat(node.host() + ":" + node.port()).isEqualTo(broker.bootstrapServers());
        });
        assertThat(admin.describeMetadataQuorum().quorumInfo().get().leaderId()).isEqualTo(1);
    }

    @Test
    void writingDoesNotCreateATopic() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody_made_this", "value"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    @Test
    void transactionsOnOneReplicaCommitAndAbort() throws Exception {
        create("votes", 2);
        try (KafkaProducer<String, String> producer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "casting"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("votes", "key", "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("votes", "key", "committed"));
            producer.commitTransaction();
        }

        assertThat(read("votes", 1)).containsExactly("committed");
    }

    @Test
    void transactionTimeoutCanBeADay() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "patient", ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                        Duration.ofDays(1).toMillis()))) {
            producer.initTransactions();
        }
        assertThat(settings().get("transaction.max.timeout.ms").value()).isEqualTo("86400000");
    }

    @Test
    void settingsFitOneReplicaAndAQuickStart() throws Exception {
        Config settings = settings();

        assertThat(settings.get("auto.create.topics.enable").value()).isEqualTo("false");
        assertThat(settings.get("offsets.topic.replication.factor").value()).isEqualTo("1");
        assertThat(settings.get("transaction.state.log.replication.factor").value())
                .isEqualTo("1");
        assertThat(settings.get("transaction.state.log.min.isr").value()).isEqualTo("1");
        assertThat(settings.get("group.initial.rebalance.delay.ms").value()).isEqualTo("0");
    }

    @Test
    void deletedTopicsAreGoneAndCanBeCreatedAgain() throws Exception {
        create("votes", 3);
        create("voters", 1);
        send("votes", "old");

        broker.deleteAllTopics();

        assertThat(admin.listTopics().names().get()).isEmpty();
        create("votes", 1);
        send("votes", "new");
        assertThat(read("votes", 1)).containsExactly("new");
    }

    @Test
    void internalTopicsAreNotDeleted() throws Exception {
        create("votes", 1);
        send("votes", "value");
        read("votes", 1);

        broker.deleteAllTopics();

        assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get())
                .contains("__consumer_offsets");
    }

    @Test
    void severalBrokersRunConcurrently() throws Exception {
        try (RunDirectory otherRun = RunDirectory.temporaryIn(parent);
                EmbeddedKafkaBroker other = EmbeddedKafkaBroker.start(otherRun)) {
            create("votes", 1);

            try (Admin otherAdmin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, other.bootstrapServers()))) {
                assertThat(otherAdmin.listTopics().names().get()).isEmpty();
            }
            assertThat(other.bootstrapServers()).isNotEqualTo(broker.bootstrapServers());
        }
    }

    @Test
    void closeLeavesNoListenerNoThreadAndNoDirectory() throws Exception {
        RunDirectory closing = RunDirectory.temporaryIn(parent);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedKafkaBroker started = EmbeddedKafkaBroker.start(closing);
        assertThat(isListening(started.bootstrapServers())).isTrue();

        started.close();
        started.close();
        closing.close();

        assertThat(isListening(started.bootstrapServers())).isFalse();
        assertThat(closing.path()).doesNotExist();
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                        .isEmpty());
    }

    @Test
    void failedStartNamesTheDirectoryAndFreesThePorts() throws Exception {
        try (RunDirectory failing = RunDirectory.temporaryIn(parent)) {
            Path taken = Files.createFile(failing.path().resolve("kafka"));

            assertThatThrownBy(() -> EmbeddedKafkaBroker.start(failing))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage("The Kafka broker cannot be started in " + taken
                            + ": java.nio.file.FileAlreadyExistsException: " + taken + ".");
        }
    }

    @Test
    void boundPortCannotBeTakenByAnotherProcess() throws Exception {
        try (LoopbackSockets sockets = new LoopbackSockets()) {
            int port = sockets.bind("CLIENTS");
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);

            assertThatThrownBy(() -> new ServerSocket().bind(address)).isInstanceOf(BindException.class);
            try (var socket = sockets.openServerSocket("CLIENTS", address, -1, -1)) {
                assertThat(socket.getLocalAddress()).isEqualTo(address);
            }
            assertThatThrownBy(() -> sockets.openServerSocket("CLIENTS", address, -1, -1))
                    .hasMessage("Port " + port + " of listener CLIENTS is not bound.");
        }
    }

    static boolean isListening(String address) throws IOException {
        String[] hostAndPort = address.split(":");
        try (Socket socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    private static Config settings() throws Exception {
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
        return admin.describeConfigs(List.of(node)).all().get().get(node);
    }

    private static void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    private static void send(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** Reads with a consumer group and {@code read_committed} until the given number of records have arrived. */
    private static List<String> read(String topic, int records) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "reader-" + System.nanoTime(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                return values.size() >= records;
            });
            consumer.commitSync();
        }
        return values;
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(further);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
