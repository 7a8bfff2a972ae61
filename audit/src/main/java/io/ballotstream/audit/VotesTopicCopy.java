package io.ballotstream.audit;

import static java.util.stream.Collectors.joining;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.store.copy.CopyRows;
import io.ballotstream.store.copy.RowBuffer;
import io.ballotstream.store.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A copy of votes_topic in a temporary table, so that the database can compare it with its tables. The disk limits its
 * size, not the memory.
 *
 * @param records the number of records on the topic
 * @param invalid the number of records that are not a valid vote (these are not in the table), or whose key is not
 *     their vote id
 * @param firstInvalid a sentence for each of the first of them
 */
record VotesTopicCopy(long records, long invalid, List<String> firstInvalid) {
    /** The temporary table. It exists until the connection is closed. */
    static final String TABLE = "pg_temp.audited_votes_topic";

    /** The columns that the topic shares with the table votes. Rule R3 compares all of them. */
    static final List<Column> COLUMNS = List.of(
            new Column("vote_id", "text", (row, vote) -> row.text(vote.voteId().toString())),
            new Column("candidate_id", "text", (row, vote) -> row.text(vote.candidateId())),
            new Column("location", "text", (row, vote) -> row.text(vote.location())),
            new Column("voting_time", "timestamptz", (row, vote) -> row.timestamptz(vote.votingTime())));

    private static final String CREATE = "CREATE TEMPORARY TABLE audited_votes_topic ("
            + COLUMNS.stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(joining(", "))
            + ", kafka_partition integer, kafka_offset bigint)";

    /** A column with its name and type in the table votes, and the code that fills it. */
    record Column(String name, String type, Filling filling) {}

    /** Writes one value of a vote into a row. */
    interface Filling {
        void fill(RowBuffer row, Vote vote);
    }

    /** Copies the topic up to its current end. */
    static VotesTopicCopy create(String kafka, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        Copying copying = new Copying();
        try (TopicReader reader = new TopicReader(kafka, Topics.VOTES);
                CopyRows table = new CopyRows(connection, TABLE, columnsOfCopy())) {
            reader.<SQLException>readToEnd(record -> copying.copy(record, table));
            table.finish();
        }
        return new VotesTopicCopy(copying.records, copying.invalid, List.copyOf(copying.firstInvalid));
    }

    private static List<String> columnsOfCopy() {
        return Stream.concat(COLUMNS.stream().map(Column::name), Stream.of("kafka_partition", "kafka_offset"))
                .toList();
    }

    private static final class Copying {
        private final List<String> firstInvalid = new ArrayList<>();
        private long records;
        private long invalid;

        void copy(ConsumerRecord<ByteBuffer, ByteBuffer> record, CopyRows table) throws SQLException {
            records++;
            try {
                Vote vote = VoteJson.read(TopicReader.bytes(record.value()));
                if (!RowBuffer.isTimestamp(vote.votingTime())) {
                    throw new InvalidRecordException(
                            RejectReason.BAD_FIELD, "The field voting_time is out of the range of a timestamp.");
                }
                RowBuffer row = table.row();
                for (Column column : COLUMNS) {
                    column.filling().fill(row, vote);
                }
                row.integer(record.partition()).bigint(record.offset());
                if (!ByteBuffer.wrap(vote.voteId().toAscii()).equals(record.key())) {
                    add(record, "has a key that is not its vote id");
                }
            } catch (InvalidRecordException e) {
                add(record, "is not a valid vote: " + e.getMessage());
            }
        }

        private void add(ConsumerRecord<ByteBuffer, ByteBuffer> record, String fault) {
            if (invalid++ < Findings.LIMIT) {
                firstInvalid.add(
                        "partition " + record.partition() + ", offset " + record.offset() + " of votes_topic " + fault);
            }
        }
    }
}
