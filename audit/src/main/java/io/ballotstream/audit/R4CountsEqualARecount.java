package io.ballotstream.audit;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Location;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.store.ElectionStore;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * R4: every record of votes_topic was counted, late or rejected. Every cell of every result table, and the newest
 * record of each key on the aggregated topics, equals the audit's own {@link Recount} of votes_topic.
 */
final class R4CountsEqualARecount implements Rule {
    private static final String CANDIDATE_TOTALS = """
            SELECT coalesce(candidate_name || ' (' || party_affiliation || ')', candidate_id),
                   coalesce(t.votes, 0), coalesce(r.votes, 0), t.as_of IS NOT DISTINCT FROM r.as_of
            FROM candidate_totals t
            FULL JOIN (SELECT candidate_id, sum(votes) AS votes, max(as_of) AS as_of
                       FROM $RECOUNT GROUP BY 1) r USING (candidate_id)
            LEFT JOIN candidates USING (candidate_id)
            ORDER BY ballot_no, candidate_id""".replace("$RECOUNT", Recount.TABLE);
    private static final String LOCATION_TOTALS = """
            SELECT location || ', ' || coalesce(candidate_name || ' (' || party_affiliation || ')', candidate_id),
                   coalesce(t.votes, 0), coalesce(r.votes, 0), t.as_of IS NOT DISTINCT FROM r.as_of
            FROM location_totals t
            FULL JOIN (SELECT location, candidate_id, sum(votes) AS votes, max(as_of) AS as_of
                       FROM $RECOUNT GROUP BY 1, 2) r USING (location, candidate_id)
            LEFT JOIN candidates USING (candidate_id)
            ORDER BY location, ballot_no, candidate_id""".replace("$RECOUNT", Recount.TABLE);
    private static final String CANDIDATE_WINDOWS = """
            SELECT coalesce(candidate_name || ' (' || party_affiliation || ')', candidate_id) || ' from ' || window_start,
                   coalesce(t.votes, 0), coalesce(r.votes, 0), true
            FROM votes_per_candidate t
            FULL JOIN (SELECT window_start, candidate_id, sum(votes) AS votes
                       FROM $RECOUNT GROUP BY 1, 2) r USING (window_start, candidate_id)
            LEFT JOIN candidates USING (candidate_id)
            ORDER BY window_start, ballot_no, candidate_id""".replace("$RECOUNT", Recount.TABLE);
    private static final String LOCATION_WINDOWS = """
            SELECT location || ' from ' || window_start, coalesce(t.votes, 0), coalesce(r.votes, 0), true
            FROM turnout_by_location t
            FULL JOIN (SELECT window_start, location, sum(votes) AS votes
                       FROM $RECOUNT GROUP BY 1, 2) r USING (window_start, location)
            ORDER BY window_start, location""".replace("$RECOUNT", Recount.TABLE);
    private static final String PARTY_TOTALS = """
            SELECT party, coalesce(t.votes, 0), coalesce(r.votes, 0), t.as_of IS NOT DISTINCT FROM r.as_of
            FROM party_totals t
            FULL JOIN (SELECT party_affiliation AS party, sum(votes) AS votes, max(as_of) AS as_of
                       FROM $RECOUNT JOIN candidates USING (candidate_id) GROUP BY 1) r USING (party)
            ORDER BY party""".replace("$RECOUNT", Recount.TABLE);
    private static final String PARTY_WINDOWS = """
            SELECT party || ' from ' || window_start, coalesce(t.votes, 0), coalesce(r.votes, 0), true
            FROM votes_per_party t
            FULL JOIN (SELECT window_start, party_affiliation AS party, sum(votes) AS votes
                       FROM $RECOUNT JOIN candidates USING (candidate_id) GROUP BY 1, 2) r USING (window_start, party)
            ORDER BY window_start, party""".replace("$RECOUNT", Recount.TABLE);
    private static final String WINDOWS_OF_ANOTHER_SIZE = """
            SELECT count(*) FROM (SELECT window_end - window_start AS size FROM votes_per_candidate
                                  UNION ALL SELECT window_end - window_start FROM votes_per_party
                                  UNION ALL SELECT window_end - window_start FROM turnout_by_location) windows
            WHERE size <> (SELECT mode() WITHIN GROUP (ORDER BY size)
                           FROM (SELECT window_end - window_start AS size FROM votes_per_candidate
                                 UNION ALL SELECT window_end - window_start FROM turnout_by_location) all_windows)""";
    private static final String RECOUNTED =
            "SELECT location, candidate_id, sum(votes), max(as_of) FROM " + Recount.TABLE + " GROUP BY 1, 2";
    private static final String RECOUNT = "recount";

    @Override
    public String name() {
        return "R4";
    }

    @Override
    public String says() {
        return "Every count equals a recount of votes_topic, cell by cell";
    }

    @Override
    public RuleResult check(Evidence evidence) throws SQLException {
        List<CellComparison> comparisons = new ArrayList<>();
        comparisons.add(everyRecordIsAccountedFor(evidence));
        comparisons.addAll(table(evidence, "candidate_totals", CANDIDATE_TOTALS));
        comparisons.addAll(table(evidence, "location_totals", LOCATION_TOTALS));
        comparisons.addAll(table(evidence, "votes_per_candidate", CANDIDATE_WINDOWS));
        comparisons.addAll(table(evidence, "turnout_by_location", LOCATION_WINDOWS));
        comparisons.addAll(table(evidence, "party_totals", PARTY_TOTALS));
        comparisons.addAll(table(evidence, "votes_per_party", PARTY_WINDOWS));
        long otherSizes = evidence.number(WINDOWS_OF_ANOTHER_SIZE);
        if (otherSizes > 0) {
            CellComparison sizes = new CellComparison("windows of another size", "expected");
            sizes.add("window_end - window_start", otherSizes, 0);
            comparisons.add(sizes);
        }
        comparisons.addAll(aggregatedTopics(evidence));
        if (evidence.election().contest() == Contest.LOCATION) {
            comparisons.addAll(seats(evidence));
        }
        return RuleResult.of(this, comparisons);
    }

    private static CellComparison everyRecordIsAccountedFor(Evidence evidence) throws SQLException {
        long counted = evidence.number("SELECT coalesce(sum(votes), 0) FROM candidate_totals");
        long late = evidence.number("SELECT count(*) FROM late_votes");
        long rejected = evidence.number("SELECT count(*) FROM rejected_records WHERE topic = ?", Topics.VOTES);
        CellComparison records = new CellComparison("records in votes_topic", "counted + late + rejected");
        records.add("all records", evidence.votesTopic().records(), counted + late + rejected);
        return records;
    }

    /** Compares the votes of each cell, and the newest voting times only if there is a difference in them. */
    private static List<CellComparison> table(Evidence evidence, String table, String query) throws SQLException {
        CellComparison votes = new CellComparison(table, RECOUNT);
        CellComparison times = new CellComparison("as_of in " + table, "newest voting_time");
        evidence.rows(query, row -> {
            votes.add(row.getString(1), row.getLong(2), row.getLong(3));
            if (!row.getBoolean(4) && row.getLong(2) == row.getLong(3)) {
                times.add(row.getString(1), 0, 1);
            }
        });
        return times.sums().holds() ? List.of(votes) : List.of(votes, times);
    }

    /** Compares the leader of each location, and whether it is decided, with the recount. */
    private static List<CellComparison> seats(Evidence evidence) throws SQLException {
        ElectionStore election = new ElectionStore(evidence.snapshot());
        Map<String, String> parties = new HashMap<>();
        election.candidates().forEach(candidate -> parties.put(candidate.candidateId(), candidate.partyAffiliation()));
        SeatRecount recount = new SeatRecount();
        evidence.rows(
                RECOUNTED,
                row -> recount.add(row.getString(1), row.getString(2), parties.get(row.getString(2)), row.getLong(3)));
        Map<String, Integer> seats = new HashMap<>();
        Map<String, Long> notCounted = new HashMap<>();
        List<Location> locations = election.locations();
        long late = evidence.number("SELECT count(*) FROM late_votes");
        long counted = locations.stream()
                .mapToLong(location -> recount.votes(location.location()))
                .sum();
        boolean complete = evidence.election().voters() > 0
                && counted + late >= evidence.election().voters();
        for (Location location : locations) {
            String name = location.location();
            seats.put(name, location.seats());
            if (complete) {
                notCounted.put(name, 0L);
            } else if (location.eligibleVoters() != null) {
                notCounted.put(name, Math.max(0, location.eligibleVoters() - recount.votes(name)));
            }
        }
        Map<String, Long> leading = new HashMap<>();
        Map<String, Long> aheadForGood = new HashMap<>();
        evidence.rows("SELECT s.party, s.leading, s.ahead_for_good FROM seats s", row -> {
            leading.put(row.getString(1), row.getLong(2));
            aheadForGood.put(row.getString(1), row.getLong(3));
        });
        return List.of(
                SeatRecount.comparison("seats leading", leading, RECOUNT, recount.leading(seats)),
                SeatRecount.comparison("decided seats", aheadForGood, RECOUNT, recount.decided(seats, notCounted)));
    }

    private static List<CellComparison> aggregatedTopics(Evidence evidence) throws SQLException {
        AggregatedTopics topics = evidence.aggregatedTopics();
        ElectionStore election = new ElectionStore(evidence.snapshot());
        Counts counts = new Counts();
        evidence.rows(
                RECOUNTED,
                row -> counts.add(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant().toEpochMilli()));
        Map<String, CandidateResult> candidates = counts.candidates(election.candidates());
        Map<String, LocationResult> locations = counts.locations(election.locations(), election.candidates());
        Map<String, PartyResult> parties = counts.parties(election.candidates());
        List<CellComparison> comparisons = new ArrayList<>();
        comparisons.add(votes(Topics.CANDIDATE_RESULTS, topics.candidates(), candidates, CandidateResult::totalVotes));
        comparisons.add(votes(Topics.LOCATION_RESULTS, topics.locations(), locations, LocationResult::totalVotes));
        comparisons.add(votes(Topics.PARTY_RESULTS, topics.parties(), parties, PartyResult::totalVotes));
        CellComparison other = new CellComparison("other fields in aggregated topics", RECOUNT);
        otherFields(topics.candidates(), candidates, CandidateResult::totalVotes, other);
        otherFields(topics.locations(), locations, LocationResult::totalVotes, other);
        otherFields(topics.parties(), parties, PartyResult::totalVotes, other);
        topics.unreadable().forEach(finding -> other.add(finding, 1, 0));
        if (!other.sums().holds()) {
            comparisons.add(other);
        }
        return comparisons;
    }

    private interface Votes<T> {
        long of(T result);
    }

    private static <T> CellComparison votes(
            String topic, Map<String, T> published, Map<String, T> recounted, Votes<T> votes) {
        CellComparison comparison = new CellComparison(topic, RECOUNT);
        TreeSet<String> keys = new TreeSet<>(published.keySet());
        keys.addAll(recounted.keySet());
        for (String key : keys) {
            T left = published.get(key);
            T right = recounted.get(key);
            comparison.add(key, left == null ? 0 : votes.of(left), right == null ? 0 : votes.of(right));
        }
        return comparison;
    }

    /** Rank, share, names, leader and time of the records whose votes are correct. */
    private static <T> void otherFields(
            Map<String, T> published, Map<String, T> recounted, Votes<T> votes, CellComparison comparison) {
        new TreeSet<>(recounted.keySet()).forEach(key -> {
            T left = published.get(key);
            T right = recounted.get(key);
            if (left != null && votes.of(left) == votes.of(right) && !Objects.equals(left, right)) {
                comparison.add(key, 1, 0);
            }
        });
    }

    /** The recount by location and candidate, and the expected records on the aggregated topics. */
    private static final class Counts {
        private final Map<String, Map<String, Long>> votesByLocation = new HashMap<>();
        private final Map<String, Long> votesByCandidate = new HashMap<>();
        private final Map<String, Long> asOfByLocation = new HashMap<>();
        private long all;
        private long asOf;

        void add(String location, String candidateId, long votes, long newest) {
            votesByLocation.computeIfAbsent(location, key -> new HashMap<>()).merge(candidateId, votes, Long::sum);
            votesByCandidate.merge(candidateId, votes, Long::sum);
            asOfByLocation.merge(location, newest, Long::max);
            all += votes;
            asOf = Math.max(asOf, newest);
        }

        /** After the first vote, there is a result for every candidate. */
        Map<String, CandidateResult> candidates(List<Candidate> candidates) {
            Map<String, CandidateResult> results = new HashMap<>();
            if (all == 0) {
                return results;
            }
            List<Candidate> ranked = new ArrayList<>(candidates);
            ranked.sort(Comparator.comparingLong((Candidate candidate) -> -of(candidate))
                    .thenComparingInt(Candidate::ballotNo));
            for (Candidate candidate : ranked) {
                long votes = of(candidate);
                results.put(
                        candidate.candidateId(),
                        new CandidateResult(
                                candidate.candidateId(),
                                candidate.candidateName(),
                                candidate.partyAffiliation(),
                                votes,
                                (double) votes / all,
                                results.size() + 1,
                                asOf));
            }
            return results;
        }

        /** After the first vote, there is a result for every party. */
        Map<String, PartyResult> parties(List<Candidate> candidates) {
            Map<String, PartyResult> results = new HashMap<>();
            if (all == 0) {
                return results;
            }
            // Candidates are sorted by ballot number, so the first candidate determines the place of the party.
            Map<String, Long> votesByParty = new LinkedHashMap<>();
            candidates.forEach(candidate -> votesByParty.merge(candidate.partyAffiliation(), of(candidate), Long::sum));
            List<String> ranked = new ArrayList<>(votesByParty.keySet());
            ranked.sort(Comparator.comparingLong((String party) -> -votesByParty.get(party)));
            for (String party : ranked) {
                long votes = votesByParty.get(party);
                results.put(party, new PartyResult(party, votes, (double) votes / all, results.size() + 1, asOf));
            }
            return results;
        }

        private long of(Candidate candidate) {
            return votesByCandidate.getOrDefault(candidate.candidateId(), 0L);
        }

        Map<String, LocationResult> locations(List<Location> locations, List<Candidate> candidates) {
            Map<String, Integer> ballotNumbers = new HashMap<>();
            candidates.forEach(candidate -> ballotNumbers.put(candidate.candidateId(), candidate.ballotNo()));
            Map<String, Long> eligible = new HashMap<>();
            locations.forEach(location -> eligible.put(location.location(), location.eligibleVoters()));
            Map<String, LocationResult> results = new HashMap<>();
            votesByLocation.forEach((location, votes) -> {
                String leader = votes.keySet().stream()
                        .min(Comparator.comparingLong((String candidate) -> -votes.get(candidate))
                                .thenComparing(candidate -> ballotNumbers.getOrDefault(candidate, Integer.MAX_VALUE)))
                        .orElseThrow();
                results.put(
                        location,
                        new LocationResult(
                                location,
                                votes.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                eligible.get(location),
                                leader,
                                asOfByLocation.get(location)));
            });
            return results;
        }
    }
}
