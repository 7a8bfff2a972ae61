package io.ballotstream.audit;

import static java.util.stream.Collectors.joining;

import io.ballotstream.model.Printable;
import java.sql.SQLException;
import java.util.List;

/**
 * R3: the table votes and votes_topic contain the same votes, each once. The difference is the number of vote ids for
 * which this is not true, plus the number of records that are not a valid vote or whose key is not their vote id.
 */
final class R3TableAndTopicHoldTheSameVotes implements Rule {
    private static final String NAMES =
            VotesTopicCopy.COLUMNS.stream().map(VotesTopicCopy.Column::name).collect(joining(", "));

    // One hash aggregate, which spills to disk when it exceeds its memory.
    private static final String UNLIKE = """
            SELECT vote_id, sum(in_table), sum(in_topic), count(*) OVER ()
            FROM (SELECT $NAMES, 1 AS in_table, 0 AS in_topic FROM votes
                  UNION ALL
                  SELECT $NAMES, 0, 1 FROM $VOTES_TOPIC) both_sides
            GROUP BY vote_id
            HAVING sum(in_table) <> 1 OR sum(in_topic) <> 1 OR $DIFFERENT
            ORDER BY vote_id COLLATE "C" LIMIT $LIMIT""".replace("$NAMES", NAMES)
            .replace("$VOTES_TOPIC", VotesTopicCopy.TABLE)
            .replace(
                    "$DIFFERENT",
                    VotesTopicCopy.COLUMNS.stream()
                            .filter(column -> !column.name().equals("vote_id"))
                            .map(R3TableAndTopicHoldTheSameVotes::different)
                            .collect(joining(" OR ")))
            .replace("$LIMIT", Integer.toString(Findings.LIMIT));

    /** Whether two rows differ in a column, also if only one of them has a value. The collation C compares bytes. */
    private static String different(VotesTopicCopy.Column column) {
        String value = column.type().equals("text") ? column.name() + " COLLATE \"C\"" : column.name();
        return "min($) <> max($) OR count($) = 1".replace("$", value);
    }

    /** A vote that is not exactly once and equal on both sides, and the total number of such votes. */
    private record UnlikeVote(String voteId, long inTable, long inTopic, long all) {
        String finding() {
            return inTable == 1 && inTopic == 1
                    ? "vote " + voteId + " differs between votes and votes_topic"
                    : "vote " + voteId + " is " + times(inTable) + " in votes, " + times(inTopic) + " in votes_topic";
        }
    }

    private static String times(long number) {
        return number == 1 ? "once" : Printable.number(number) + " times";
    }

    @Override
    public String name() {
        return "R3";
    }

    @Override
    public String says() {
        return "The table votes and votes_topic contain the same votes, each once";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        List<UnlikeVote> unlike = evidence.list(
                UNLIKE, row -> new UnlikeVote(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        long allUnlike = unlike.isEmpty() ? 0 : unlike.get(0).all();
        VotesTopicCopy topic = evidence.votesTopic();

        Findings findings = new Findings();
        unlike.forEach(vote -> findings.add(vote::finding));
        topic.firstInvalid().forEach(finding -> findings.add(() -> finding));
        findings.addUntold(allUnlike
                - unlike.size()
                + topic.invalid()
                - topic.firstInvalid().size());

        Comparison votes = new Comparison(
                "rows in votes",
                evidence.number("SELECT count(*) FROM votes"),
                "records in votes_topic",
                topic.records(),
                allUnlike + topic.invalid());
        return new RuleResult(name(), says(), List.of(votes), findings.list(), null);
    }
}
