package io.ballotstream.seeder;

import static org.awaitility.Awaitility.await;

import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.seeder.publishing.VoterPublisher;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A database of its own and a Kafka without topics, for one test. */
final class SeededServices {
    final PostgresAddress database;
    final String brokers;

    private SeededServices(PostgresAddress database, String brokers) {
        this.database = database;
        this.brokers = brokers;
    }

    static SeededServices fresh(String name) {
        EmbeddedServices services = EmbeddedServices.shared();
        services.kafka().deleteAllTopics();
        PostgresDatabase created = services.postgres().createDatabase(name);
        return new SeededServices(
                new PostgresAddress(created.jdbcUrl(), created.user(), created.password()),
                services.kafka().bootstrapServers());
    }

    Seeder open(SeedListener listener) throws InterruptedException {
        return Seeder.open(database, brokers, new Connections(Map.of()), listener);
    }

    /** Prepares and publishes. */
    void seed(SeedOptions options) throws InterruptedException {
        try (Seeder seeder = open(SeedListener.NONE)) {
            seeder.prepare(options, people(options));
            seeder.publish(Rate.MAX, false);
        }
    }

    static PeopleSource people(SeedOptions options) {
        return new SyntheticPeople(options.seed(), options.votingAge(), options.nationalities(), Places.load());
    }

    long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    String text(String query) throws SQLException {
        List<List<String>> rows = rows(query);
        return rows.get(0).get(0);
    }

    List<List<String>> rows(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(row.getString(column));
                }
                rows.add(values);
            }
            return rows;
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    boolean topicExists() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return admin.listTopics().names().get().contains(Topics.VOTERS);
        }
    }

    /** Whether the seeder's transaction has been begun and not been ended. */
    boolean transactionIsOpen() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return stateOfTransaction(admin) == TransactionState.ONGOING;
        }
    }

    /** A commit returns before its markers stand on every partition, and readers see nothing behind a missing one. */
    private void awaitMarkers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                TransactionState state = stateOfTransaction(admin);
                return state != TransactionState.PREPARE_COMMIT && state != TransactionState.PREPARE_ABORT;
            });
        }
    }

    private static TransactionState stateOfTransaction(Admin admin) throws Exception {
        String id = VoterPublisher.TRANSACTIONAL_ID;
        try {
            return admin.describeTransactions(List.of(id)).description(id).get().state();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return TransactionState.EMPTY;
            }
            throw e;
        }
    }

    /** All committed records of voters_topic, partition by partition. */
    List<ConsumerRecord<String, byte[]>> published() {
        awaitMarkers();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed", "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(Topics.VOTERS).size())
                    .mapToObj(partition -> new TopicPartition(Topics.VOTERS, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                }
            }
            return records;
        }
    }
}
