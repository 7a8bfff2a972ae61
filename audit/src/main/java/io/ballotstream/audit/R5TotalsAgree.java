package io.ballotstream.audit;

import java.sql.SQLException;

/** R5: the totals per candidate, location and party agree with each other and with their windows. */
final class R5TotalsAgree implements Rule {
    private static final String PER_CANDIDATE = """
            SELECT coalesce(candidate_name || ' (' || party_affiliation || ')', candidate_id),
                   coalesce(t.votes, 0), coalesce(l.votes, 0), coalesce(w.votes, 0)
            FROM candidate_totals t
            FULL JOIN (SELECT candidate_id, sum(votes) AS votes FROM location_totals GROUP BY 1) l USING (candidate_id)
            FULL JOIN (SELECT candidate_id, sum(votes) AS votes FROM votes_per_candidate GROUP BY 1) w
                 USING (candidate_id)
            LEFT JOIN candidates USING (candidate_id)
            ORDER BY ballot_no, candidate_id""";

    private static final String PER_LOCATION = """
            SELECT location, coalesce(l.votes, 0), coalesce(w.votes, 0)
            FROM (SELECT location, sum(votes) AS votes FROM location_totals GROUP BY 1) l
            FULL JOIN (SELECT location, sum(votes) AS votes FROM turnout_by_location GROUP BY 1) w USING (location)
            ORDER BY location""";

    private static final String PER_PARTY = """
            SELECT party, coalesce(t.votes, 0), coalesce(w.votes, 0)
            FROM party_totals t
            FULL JOIN (SELECT party, sum(votes) AS votes FROM votes_per_party GROUP BY 1) w USING (party)
            ORDER BY party""";

    @Override
    public String name() {
        return "R5";
    }

    @Override
    public String says() {
        return "Totals and windows agree for every candidate, location and party";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        CellComparison locationsOfCandidates = new CellComparison("candidate_totals", "sum of location_totals");
        CellComparison windowsOfCandidates = new CellComparison("candidate_totals", "sum of votes_per_candidate");
        evidence.rows(PER_CANDIDATE, row -> {
            locationsOfCandidates.add(row.getString(1), row.getLong(2), row.getLong(3));
            windowsOfCandidates.add(row.getString(1), row.getLong(2), row.getLong(4));
        });
        CellComparison windowsOfLocations = new CellComparison("sum of location_totals", "sum of turnout_by_location");
        evidence.rows(PER_LOCATION, row -> windowsOfLocations.add(row.getString(1), row.getLong(2), row.getLong(3)));
        CellComparison windowsOfParties = new CellComparison("party_totals", "sum of votes_per_party");
        evidence.rows(PER_PARTY, row -> windowsOfParties.add(row.getString(1), row.getLong(2), row.getLong(3)));
        return RuleResult.of(this, locationsOfCandidates, windowsOfCandidates, windowsOfLocations, windowsOfParties);
    }
}
