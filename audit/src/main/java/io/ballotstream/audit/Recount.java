package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The audit's own count of votes_topic by window, location and candidate, in a temporary table. Every result table must
 * equal it. From the result tables it takes only the size of the windows.
 *
 * <p>Excludes late votes that are in late_votes with the same values as on the topic, and rejected records. Rule R2
 * checks whether the right votes are late.
 */
final class Recount {
    /**
     * The temporary table: window_start, location, candidate_id, votes, as_of. It exists until the end of the
     * transaction.
     */
    static final String TABLE = "pg_temp.audited_recount";

    // The windows of the tally are aligned with the epoch. Before the first vote there is no window that has a size.
    private static final String CREATE = """
            CREATE TEMPORARY TABLE audited_recount ON COMMIT DROP AS
            SELECT date_bin(size, voting_time, 'epoch') AS window_start, location, candidate_id,
                   count(*) AS votes, max(voting_time) AS as_of
            FROM $VOTES_TOPIC t
            CROSS JOIN (SELECT coalesce(mode() WITHIN GROUP (ORDER BY window_end - window_start), '10 s') AS size
                        FROM (SELECT window_start, window_end FROM votes_per_candidate
                              UNION ALL
                              SELECT window_start, window_end FROM turnout_by_location
                              UNION ALL
                              SELECT window_start, window_end FROM votes_per_party) windows
                        WHERE window_end > window_start) window_size
            WHERE NOT EXISTS (SELECT FROM late_votes l
                              WHERE l.vote_id = t.vote_id AND l.candidate_id = t.candidate_id
                                AND l.location = t.location AND l.voting_time = t.voting_time)
              AND NOT EXISTS (SELECT FROM rejected_records r
                              WHERE r.topic = 'votes_topic'
                                AND r.kafka_partition = t.kafka_partition AND r.kafka_offset = t.kafka_offset)
            GROUP BY 1, 2, 3""".replace("$VOTES_TOPIC", VotesTopicCopy.TABLE);

    private Recount() {}

    /** Counts in the snapshot of the connection's transaction. */
    static void create(Connection snapshot) throws SQLException {
        try (Statement statement = snapshot.createStatement()) {
            statement.execute(CREATE);
        }
    }
}
