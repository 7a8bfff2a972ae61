package io.ballotstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FixturesIT {
    @Test
    void everyLoginOfAMigratedDatabaseWorks() throws Exception {
        TestDatabase database = TestDatabase.migrated("logins");

        for (var login : List.of(database.owner(), database.writer(), database.reader())) {
            try (Connection connection = login.connect()) {
                assertThat(connection.isValid(10)).as(login.user()).isTrue();
            }
        }
    }

    @Test
    void electionCanBeInsertedAgainAfterTruncate() {
        TestDatabase database = TestDatabase.migrated("truncated");
        TestElection election = new TestElection("e1", "Small")
                .candidate("c1", "Ada", "Red", "#ff0000")
                .locations("Ohio")
                .planned("Ohio", "c1", 3)
                .published("ON_TIME", 3);
        election.insertInto(database);

        database.truncate();
        assertThat(database.number("SELECT count(*) FROM election")).isZero();
        election.insertInto(database);

        assertThat(database.rows("SELECT name, voters, results_sha256 FROM election"))
                .containsExactly("Small|10|");
        assertThat(database.rows("SELECT ballot_no, weight FROM ballot_plan JOIN candidates USING (candidate_id)"))
                .containsExactly("1|3");
    }

    @Test
    void failedStatementReportsTheServersError() {
        TestDatabase database = TestDatabase.empty("without_tables");

        assertThatThrownBy(() -> database.execute("SELECT 1", "SELECT * FROM votes"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("relation \"votes\" does not exist");
    }

    @Test
    void committedSkipsAbortedRecordsAndWrittenDoesNot() throws Exception {
        TestBroker.recreateTopics(2);
        TestBroker.publish(List.of(record("plain")));
        try (var producer = TestBroker.transactionalProducer()) {
            producer.beginTransaction();
            producer.send(record("aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        assertThat(TestBroker.committed(Topics.VOTES))
                .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
                .containsExactly("plain");
        assertThat(TestBroker.written(Topics.VOTES))
                .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
                .containsExactly("plain", "aborted");

        TestBroker.recreateTopics(2);
        assertThat(TestBroker.written(Topics.VOTES)).isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(Topics.VOTES, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
