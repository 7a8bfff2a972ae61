package io.ballotstream.audit;

import io.ballotstream.model.Topics;
import java.sql.SQLException;

/**
 * R2: of voters_topic were rejected, reason by reason, as many records as were injected, and late are as many votes as
 * were made late. In votes_topic nothing is injected, so a rejection there breaks the rule too.
 */
final class R2RejectionsAreTheInjectedOnes implements Rule {
    private static final String REJECTED_AND_INJECTED = """
            SELECT reason, coalesce(rejected, 0), coalesce(injected, 0)
            FROM (SELECT reason, count(*) AS rejected FROM rejected_records WHERE topic = ? GROUP BY reason) r
            FULL JOIN (SELECT kind AS reason, records AS injected FROM seeding_manifest
                       WHERE kind NOT IN ('ON_TIME', 'LATE')) i USING (reason)
            ORDER BY reason""";

    private static final String REJECTED_ELSEWHERE = """
            SELECT topic, reason, count(*) FROM rejected_records WHERE topic <> ?
            GROUP BY topic, reason ORDER BY topic, reason""";

    private static final String LATE_INJECTED =
            "SELECT coalesce(sum(records), 0) FROM seeding_manifest WHERE kind = 'LATE'";

    @Override
    public String name() {
        return "R2";
    }

    @Override
    public String says() {
        return "What was rejected or late is what was injected, reason by reason";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        CellComparison voters = new CellComparison("rejected of voters_topic", "injected");
        evidence.rows(
                REJECTED_AND_INJECTED,
                row -> voters.add(row.getString(1), row.getLong(2), row.getLong(3)),
                Topics.VOTERS);

        CellComparison late = new CellComparison("late votes", "made late");
        late.add("late", evidence.number("SELECT count(*) FROM late_votes"), evidence.number(LATE_INJECTED));

        CellComparison votes = new CellComparison("rejected of votes_topic", "injected there");
        evidence.rows(
                REJECTED_ELSEWHERE,
                row -> votes.add(row.getString(1) + " " + row.getString(2), row.getLong(3), 0),
                Topics.VOTERS);
        return RuleResult.of(this, voters, late, votes);
    }
}
