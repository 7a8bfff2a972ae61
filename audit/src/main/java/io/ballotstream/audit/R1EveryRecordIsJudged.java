package io.ballotstream.audit;

import io.ballotstream.model.Topics;
import java.sql.SQLException;

/** R1: voters_topic contains the records of the manifest, and each of them was accepted or rejected. */
final class R1EveryRecordIsJudged implements Rule {
    @Override
    public String name() {
        return "R1";
    }

    @Override
    public String says() {
        return "Every published record was accepted or rejected";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        long manifest = evidence.manifestTotal();
        long published = evidence.votersTopicRecords();
        long accepted = evidence.number("SELECT count(*) FROM votes");
        long rejected = evidence.number("SELECT count(*) FROM rejected_records WHERE topic = ?", Topics.VOTERS);
        return RuleResult.of(
                this,
                Comparison.of("manifest total", manifest, "records in voters_topic", published),
                Comparison.of("records in voters_topic", published, "accepted + rejected", accepted + rejected));
    }
}
