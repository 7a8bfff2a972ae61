package io.ballotstream.seeder;

import static org.awaitility.Awaitility.await;

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
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A separate database and a Kafka without topics, for one test. */
final class SeededServices {
    final PostgresAddress database;
    final String brokers = TestBroker.address();

    private final TestDatabase tables;

    private SeededServices(TestDatabase tables) {
        this.tables = tables;
        this.database = tables.owner();
    }

    static SeededServices fresh(String name) {
        TestBroker.deleteTopics();
        return new SeededServices(TestDatabase.empty(name));
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

    long number(String query) {
        return tables.number(query);
    }

    String text(String query) {
        return tables.text(query);
    }

    List<List<String>> rows(String query) {
        return tables.cells(query);
    }

    void execute(String statement) {
        tables.execute(statement);
    }

    boolean topicExists() throws Exception {
        try (Admin admin = TestBroker.admin()) {
            return admin.listTopics().names().get().contains(Topics.VOTERS);
        }
    }

    /** Whether the seeder has an open transaction. */
    boolean transactionIsOpen() throws Exception {
        try (Admin admin = TestBroker.admin()) {
            return stateOfTransaction(admin) == TransactionState.ONGOING;
        }
    }

    /** A commit returns before every partition has its marker, and readers see nothing after a missing marker. */
    private void awaitMarkers() {
        try (Admin admin = TestBroker.admin()) {
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
        return TestBroker.committed(Topics.VOTERS, new StringDeserializer());
    }
}
