package io.ballotstream.audit;

import io.ballotstream.audit.CertifiedResults.Cell;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * R6: per location and candidate, what was counted and what came late is what the ballot plan says; and the plan is what
 * the results file says, scaled, where the election was seeded from one.
 */
final class R6CountsEqualTheBallotPlan implements Rule {
    private static final String ARRIVED_AND_PLANNED = """
            SELECT location, coalesce(candidate_name, candidate_id), party_affiliation,
                   coalesce(sum(arrived), 0), coalesce(sum(weight), 0)
            FROM (SELECT location, candidate_id, votes AS arrived, 0 AS weight FROM location_totals
                  UNION ALL
                  SELECT location, candidate_id, count(*), 0 FROM late_votes GROUP BY 1, 2
                  UNION ALL
                  SELECT location, candidate_id, 0, weight FROM ballot_plan) both_sides
            LEFT JOIN candidates USING (candidate_id)
            GROUP BY location, candidate_id, candidate_name, party_affiliation
            ORDER BY location, candidate_id""";

    @Override
    public String name() {
        return "R6";
    }

    @Override
    public String says() {
        return "Every location's counted and late votes are those planned";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        CellComparison arrived = new CellComparison("counted + late", "ballot plan");
        Map<Cell, Long> planned = new LinkedHashMap<>();
        evidence.rows(ARRIVED_AND_PLANNED, row -> {
            Cell cell = new Cell(row.getString(1), row.getString(2), row.getString(3));
            arrived.add(cell.toString(), row.getLong(4), row.getLong(5));
            planned.merge(cell, row.getLong(5), Long::sum);
        });
        List<CellComparison> comparisons = new ArrayList<>(List.of(arrived));
        evidence.certified().ifPresent(results -> comparisons.add(comparison(planned, results.votes())));
        RuleResult result = RuleResult.of(this, comparisons);
        return evidence.certified().isPresent() || evidence.election().resultsSha256() == null
                ? result
                : result.withUnchecked("the plan against the results file, which --results must name");
    }

    private static CellComparison comparison(Map<Cell, Long> planned, Map<Cell, Long> certified) {
        CellComparison comparison = new CellComparison("ballot plan", "results file");
        Map<Cell, Long> rest = new LinkedHashMap<>(planned);
        certified.forEach((cell, votes) -> {
            Long weight = rest.remove(cell);
            comparison.add(cell.toString(), weight == null ? 0 : weight, votes);
        });
        rest.forEach((cell, weight) -> comparison.add(cell.toString(), weight, 0));
        return comparison;
    }
}
