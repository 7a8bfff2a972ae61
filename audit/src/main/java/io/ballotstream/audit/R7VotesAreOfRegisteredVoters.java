package io.ballotstream.audit;

import java.sql.SQLException;
import java.util.List;

/**
 * R7: every row of votes belongs to a registered voter of that location, and is for the candidate that the ballot plan
 * gives to the voter's roll number. Each voter and each roll number votes once, and every registered voter has voted.
 *
 * <p>The record of a registered voter is valid by construction, so a rejection of it breaks the rule, too. The rule
 * does not rely on the primary key that allows one row per voter.
 */
final class R7VotesAreOfRegisteredVoters implements Rule {
    // The candidates of a location, each with the first roll number of its part of the roll.
    private static final String BALLOTS = """
            FROM votes v
            LEFT JOIN voters r USING (voter_id)
            LEFT JOIN (SELECT location, array_agg(begins ORDER BY ballot_no) AS begins,
                              array_agg(candidate_id ORDER BY ballot_no) AS candidates
                       FROM (SELECT location, candidate_id, ballot_no, weight,
                                    (sum(weight) OVER (PARTITION BY location ORDER BY ballot_no) - weight)::bigint AS begins
                             FROM ballot_plan JOIN candidates USING (candidate_id)) parts
                       WHERE weight > 0
                       GROUP BY location) p ON p.location = r.location""";
    private static final String IS_STRANGER = "r.voter_id IS NULL";
    private static final String IS_ELSEWHERE = "r.location <> v.location";
    private static final String IS_FOR_ANOTHER =
            "p.candidates[width_bucket(r.roll_number, p.begins)] IS DISTINCT FROM v.candidate_id";
    static final String FIGURES = "SELECT count(*), count(*) FILTER (WHERE " + IS_STRANGER + "), "
            + "count(*) FILTER (WHERE " + IS_ELSEWHERE + "), "
            + "count(*) FILTER (WHERE r.voter_id IS NOT NULL AND " + IS_FOR_ANOTHER + "), "
            + "count(DISTINCT v.voter_id) FILTER (WHERE r.voter_id IS NOT NULL) " + BALLOTS;
    // Vote ids identify nobody.
    private static final String FIRST_WRONG = "SELECT v.vote_id, " + IS_STRANGER + ", " + IS_ELSEWHERE + " " + BALLOTS
            + " WHERE " + IS_STRANGER + " OR " + IS_ELSEWHERE + " OR " + IS_FOR_ANOTHER
            + " ORDER BY v.vote_id COLLATE \"C\" LIMIT " + Findings.LIMIT;
    private static final String REGISTERED = "SELECT count(*) FROM voters";
    private static final String SHARED_ROLL_NUMBERS =
            "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM voters GROUP BY location, roll_number) rolls";

    private record Figures(long votes, long strangers, long elsewhere, long forAnother, long voted) {}

    @Override
    public String name() {
        return "R7";
    }

    @Override
    public String says() {
        return "Every registered voter voted once, as planned, and nobody else";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        Figures figures = evidence.list(
                        FIGURES,
                        row -> new Figures(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .get(0);
        long registered = evidence.number(REGISTERED);
        long sharedRollNumbers = evidence.number(SHARED_ROLL_NUMBERS);
        List<Comparison> comparisons = List.of(
                Comparison.of(
                        "rows in votes",
                        figures.votes(),
                        "of registered voters",
                        figures.votes() - figures.strangers()),
                Comparison.of("registered voters", registered, "who have voted", figures.voted()),
                Comparison.of("election.voters", evidence.election().voters(), "registered voters", registered),
                Comparison.of(
                        "votes of registered voters",
                        figures.votes() - figures.strangers(),
                        "in their location, as planned",
                        figures.votes() - figures.strangers() - figures.elsewhere() - figures.forAnother()),
                Comparison.of("registered voters", registered, "roll numbers", registered - sharedRollNumbers));
        return new RuleResult(name(), says(), comparisons, findings(evidence, figures), null);
    }

    private static List<String> findings(Evidence evidence, Figures figures) throws SQLException {
        Findings findings = new Findings();
        if (figures.strangers() + figures.elsewhere() + figures.forAnother() > 0) {
            List<String> first = evidence.list(
                    FIRST_WRONG, row -> "vote " + row.getString(1) + " " + fault(row.getBoolean(2), row.getBoolean(3)));
            first.forEach(finding -> findings.add(() -> finding));
        }
        return findings.list();
    }

    private static String fault(boolean stranger, boolean elsewhere) {
        if (stranger) {
            return "does not belong to a registered voter";
        }
        return elsewhere
                ? "belongs to a voter of another location"
                : "is not for the candidate of the voter's roll number";
    }
}
