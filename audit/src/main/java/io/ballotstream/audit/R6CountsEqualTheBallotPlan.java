package io.ballotstream.audit;

import io.ballotstream.audit.CertifiedResults.Cell;
import io.ballotstream.model.Contest;
import io.ballotstream.store.ElectionStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * R6: per location and candidate, and per party, the counted and late votes equal the ballot plan. If the election was
 * seeded from a results file, the plan equals the scaled file. If each location elects somebody, the seats of each
 * party and of each location are compared in the same way.
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

    private static final String PARTIES_ARRIVED_AND_PLANNED = """
            SELECT coalesce(party, 'unknown'), coalesce(sum(arrived), 0), coalesce(sum(weight), 0)
            FROM (SELECT party, votes AS arrived, 0 AS weight FROM party_totals
                  UNION ALL
                  SELECT party_affiliation, count(*), 0 FROM late_votes LEFT JOIN candidates USING (candidate_id) GROUP BY 1
                  UNION ALL
                  SELECT party_affiliation, 0, weight FROM ballot_plan JOIN candidates USING (candidate_id)) both_sides
            GROUP BY 1
            ORDER BY 1""";

    @Override
    public String name() {
        return "R6";
    }

    @Override
    public String says() {
        return "Counted and late votes of each location and party equal the ballot plan";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        CellComparison arrived = new CellComparison("counted + late", "ballot plan");
        Map<Cell, Long> planned = new LinkedHashMap<>();
        SeatRecount arrivedSeats = new SeatRecount();
        evidence.rows(ARRIVED_AND_PLANNED, row -> {
            Cell cell = new Cell(row.getString(1), row.getString(2), row.getString(3));
            arrived.add(cell.toString(), row.getLong(4), row.getLong(5));
            planned.merge(cell, row.getLong(5), Long::sum);
            arrivedSeats.add(cell.location(), cell.candidate() + '\0' + cell.party(), cell.party(), row.getLong(4));
        });
        CellComparison arrivedOfParties = new CellComparison("party_totals + late", "ballot plan");
        evidence.rows(
                PARTIES_ARRIVED_AND_PLANNED,
                row -> arrivedOfParties.add(row.getString(1), row.getLong(2), row.getLong(3)));
        List<CellComparison> comparisons = new ArrayList<>(List.of(arrived, arrivedOfParties));
        evidence.certified().ifPresent(results -> comparisons.add(comparison(planned, results.votes())));
        if (evidence.election().contest() == Contest.LOCATION) {
            comparisons.addAll(seats(evidence, arrivedSeats, planned));
        }
        RuleResult result = RuleResult.of(this, comparisons);
        return evidence.certified().isPresent() || evidence.election().resultsSha256() == null
                ? result
                : result.withUnchecked("the plan against the results file, which --results must name");
    }

    private static List<CellComparison> seats(Evidence evidence, SeatRecount arrived, Map<Cell, Long> planned)
            throws SQLException {
        Map<String, Integer> seats = new LinkedHashMap<>();
        new ElectionStore(evidence.snapshot())
                .locations()
                .forEach(location -> seats.put(location.location(), location.seats()));
        Map<String, Long> ofThePlan = seatsOf(planned, seats);
        List<CellComparison> comparisons = new ArrayList<>();
        comparisons.add(SeatRecount.comparison(
                "seats by counted + late", arrived.leading(seats), "by the ballot plan", ofThePlan));
        evidence.certified().ifPresent(results -> {
            CellComparison weights = new CellComparison("seats of locations", "in the results file");
            results.seats()
                    .forEach((location, number) -> weights.add(location, seats.getOrDefault(location, 0), number));
            comparisons.add(weights);
            comparisons.add(SeatRecount.comparison(
                    "seats by the ballot plan",
                    ofThePlan,
                    "by the results file",
                    seatsOf(results.votes(), results.seats())));
        });
        return comparisons;
    }

    private static Map<String, Long> seatsOf(Map<Cell, Long> votes, Map<String, Integer> seats) {
        SeatRecount recount = new SeatRecount();
        votes.forEach((cell, number) ->
                recount.add(cell.location(), cell.candidate() + '\0' + cell.party(), cell.party(), number));
        return recount.leading(seats);
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
