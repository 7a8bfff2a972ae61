package io.ballotstream.audit;

import io.ballotstream.audit.CertifiedResults.Cell;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** R6: per location and candidate, what was counted and what came late is what the results file says, scaled. */
final class R6CountsEqualTheResultsFile implements Rule {
    private static final String COUNTED_AND_LATE = """
            SELECT location, coalesce(candidate_name, candidate_id), party_affiliation, sum(votes)
            FROM (SELECT location, candidate_id, votes FROM location_totals
                  UNION ALL
                  SELECT location, candidate_id, count(*) FROM late_votes GROUP BY 1, 2) arrived
            LEFT JOIN candidates USING (candidate_id)
            GROUP BY location, candidate_id, candidate_name, party_affiliation
            ORDER BY location, candidate_id""";

    @Override
    public String name() {
        return "R6";
    }

    @Override
    public String says() {
        return "Every location's counted and late votes are those of the results file";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        if (evidence.certified().isEmpty()) {
            return RuleResult.notChecked(
                    this,
                    evidence.election().resultsSha256() == null
                            ? "the election is simulated, there is no results file"
                            : "no results file was given, --results names it");
        }
        Map<Cell, Long> counted = new LinkedHashMap<>();
        evidence.rows(
                COUNTED_AND_LATE,
                row -> counted.put(new Cell(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)));

        CellComparison comparison = new CellComparison("counted + late", "results file");
        evidence.certified().get().votes().forEach((cell, votes) -> {
            Long arrived = counted.remove(cell);
            comparison.add(cell.toString(), arrived == null ? 0 : arrived, votes);
        });
        counted.forEach((cell, votes) -> comparison.add(cell.toString(), votes, 0));
        return RuleResult.of(this, comparison);
    }
}
