package io.ballotstream.audit;

import io.ballotstream.model.Topics;
import java.sql.SQLException;

/** R4: every record of votes_topic was counted, was late or was rejected. */
final class R4EveryVoteIsAccountedFor implements Rule {
    @Override
    public String name() {
        return "R4";
    }

    @Override
    public String says() {
        return "Every record of votes_topic was counted, late or rejected";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        long counted = evidence.number("SELECT coalesce(sum(votes), 0) FROM candidate_totals");
        long late = evidence.number("SELECT count(*) FROM late_votes");
        long rejected = evidence.number("SELECT count(*) FROM rejected_records WHERE topic = ?", Topics.VOTES);
        return RuleResult.of(
                this,
                Comparison.of(
                        "records in votes_topic",
                        evidence.votesTopic().records(),
                        "counted + late + rejected",
                        counted + late + rejected));
    }
}
