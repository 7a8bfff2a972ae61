package io.ballotstream.audit;

import io.ballotstream.model.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * R2: for each reason, the number of rejected records of voters_topic equals the number of injected records, and the
 * late votes are those of voters who were injected as late. Nothing is injected into votes_topic, so a rejection there
 * also breaks the rule.
 */
final class R2RejectionsAreTheInjectedOnes implements Rule {
    private static final String LATE = "LATE";

    /** The kinds of the manifest that are voters. Each other kind is the reason for which its records are rejected. */
    private static final Set<String> VOTERS = Set.of("ON_TIME", LATE);

    private static final String REJECTED =
            "SELECT reason, count(*) FROM rejected_records WHERE topic = ? GROUP BY reason";

    private static final String REJECTED_ELSEWHERE = """
            SELECT topic, reason, count(*) FROM rejected_records WHERE topic <> ?
            GROUP BY topic, reason ORDER BY topic, reason""";

    // Vote ids identify nobody.
    private static final String LATE_AND_MADE_LATE = """
            SELECT vote_id, l.vote_id IS NOT NULL, v.voter_id IS NOT NULL
            FROM late_votes l
            FULL JOIN (SELECT vote_id, voter_id FROM votes JOIN voters USING (voter_id)
                       WHERE voted_before_ms IS NOT NULL) v USING (vote_id)
            WHERE l.vote_id IS NULL OR v.voter_id IS NULL
            ORDER BY vote_id COLLATE "C\"""";

    @Override
    public String name() {
        return "R2";
    }

    @Override
    public String says() {
        return "Rejected and late records are the injected ones, for each reason";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        Map<String, Long> injected = new HashMap<>(evidence.manifest());
        injected.keySet().removeAll(VOTERS);
        Map<String, Long> rejected = new HashMap<>();
        evidence.rows(REJECTED, row -> rejected.put(row.getString(1), row.getLong(2)), Topics.VOTERS);
        CellComparison voters = new CellComparison("rejected of voters_topic", "injected");
        Set<String> reasons = new TreeSet<>(injected.keySet());
        reasons.addAll(rejected.keySet());
        for (String reason : reasons) {
            voters.add(reason, rejected.getOrDefault(reason, 0L), injected.getOrDefault(reason, 0L));
        }

        CellComparison late = new CellComparison("late votes", "injected");
        late.add(
                "late",
                evidence.number("SELECT count(*) FROM late_votes"),
                evidence.manifest().getOrDefault(LATE, 0L));

        CellComparison whichAreLate = new CellComparison("late votes", "of voters injected as late");
        if (late.sums().holds()) {
            evidence.rows(
                    LATE_AND_MADE_LATE,
                    row -> whichAreLate.add(
                            "vote " + row.getString(1), row.getBoolean(2) ? 1 : 0, row.getBoolean(3) ? 1 : 0));
        }
        CellComparison votes = new CellComparison("rejected of votes_topic", "injected");
        evidence.rows(
                REJECTED_ELSEWHERE,
                row -> votes.add(row.getString(1) + " " + row.getString(2), row.getLong(3), 0),
                Topics.VOTERS);
        return whichAreLate.sums().holds()
                ? RuleResult.of(this, voters, late, votes)
                : RuleResult.of(this, voters, late, whichAreLate, votes);
    }
}
