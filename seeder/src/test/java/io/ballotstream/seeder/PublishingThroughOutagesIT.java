package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.embedded.EmbeddedKafkaBroker;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.SeederLocks.Lock;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.Connections;
import io.ballotstream.store.kafka.TopicReader;
import io.ballotstream.testing.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PublishingThroughOutagesIT {
    private static final SeedOptions OPTIONS = SeederIT.usStates(10_000, new FaultShares(0, 0, 0, 0));
    private static final int VOTERS = 15_843;

    /** Injects a failure once, after the first commit, and records the outages. */
    private static final class Harm implements SeedListener {
        private final Runnable harm;
        private final Runnable remedy;
        private final List<String> waits = new ArrayList<>();
        private boolean done;

        Harm(Runnable harm, Runnable remedy) {
            this.harm = harm;
            this.remedy = remedy;
        }

        @Override
        public void progress(SeedPhase phase, long records, long total) {
            if (phase == SeedPhase.PUBLISHING && records > 0 && records < total && !done) {
                done = true;
                harm.run();
            }
        }

        @Override
        public void waiting(String sentence) {
            waits.add(sentence);
            remedy.run();
        }
    }

    private static void endSessionsOfSeeder(SeededServices services) {
        // Autovacuum works in the same database, and the owner must not end it.
        services.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()");
    }

    @Test
    void votersArePublishedOnceIfPostgresEndsTheSession() throws Exception {
        SeededServices services = SeededServices.fresh("outage_of_postgres");
        Harm harm = new Harm(() -> endSessionsOfSeeder(services), () -> {});

        try (Seeder seeder = services.open(harm)) {
            seeder.prepare(OPTIONS, SeededServices.people(OPTIONS));
            seeder.publish(Rate.MAX, false);
        }

        assertThat(harm.waits)
                .singleElement()
                .asString()
                .startsWith("Publishing waits: PostgreSQL at " + services.database + " failed: ");
        assertThat(services.published()).hasSize(VOTERS);
        Set<String> keys = new HashSet<>();
        services.published().forEach(record -> keys.add(record.key()));
        assertThat(keys).hasSize(VOTERS);
    }

    @Test
    void seederThatLostItsSessionYieldsToAnother() throws Exception {
        SeededServices services = SeededServices.fresh("outage_and_successor");
        List<Connection> sessions = new ArrayList<>();
        Harm harm = new Harm(
                () -> {
                    endSessionsOfSeeder(services);
                    try {
                        Connection successor = services.database.connect();
                        sessions.add(successor);
                        new SeederLocks(successor, services.database).take(Lock.PUBLISHING);
                    } catch (SQLException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                () -> {});

        try (Seeder first = services.open(harm)) {
            first.prepare(OPTIONS, SeededServices.people(OPTIONS));
            assertThatThrownBy(() -> first.publish(Rate.MAX, false))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("Another seeder is working on the database " + services.database + ".");
        } finally {
            sessions.get(0).close();
        }

        assertThat(services.published()).hasSizeLessThan(VOTERS);
    }

    @Test
    void votersArePublishedOnceIfKafkaIsUnavailable() throws Exception {
        SeededServices services = SeededServices.fresh("outage_of_kafka");
        Set<Bytes> keys = new HashSet<>();
        List<Integer> records = new ArrayList<>();
        try (TcpProxy proxy = TcpProxy.start();
                RunDirectory run = RunDirectory.temporary();
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.advertisedAs(proxy.address(), run)) {
            proxy.forwardTo(kafka.bootstrapServers());
            Harm harm = new Harm(proxy::goAway, proxy::comeBack);
            try (Seeder seeder = Seeder.open(services.database, proxy.address(), new Connections(Map.of()), harm)) {
                seeder.prepare(OPTIONS, SeededServices.people(OPTIONS));
                seeder.publish(Rate.MAX, false);
            }
            assertThat(harm.waits).singleElement().asString().startsWith("Publishing waits: Kafka at ");
            try (TopicReader reader = new TopicReader(proxy.address(), Topics.VOTERS)) {
                reader.readToEnd(record -> {
                    keys.add(Bytes.wrap(TopicReader.bytes(record.key())));
                    records.add(record.partition());
                });
            }
        }

        assertThat(records).hasSize(VOTERS);
        assertThat(keys).hasSize(VOTERS);
    }
}
