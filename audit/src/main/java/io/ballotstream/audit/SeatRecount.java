package io.ballotstream.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The audit's own count of seats. In each location, the candidate with the most votes wins all of its seats for the
 * party. In a tie nobody wins them.
 */
final class SeatRecount {
    private final Map<String, Map<String, Long>> votes = new HashMap<>();
    private final Map<String, String> parties = new HashMap<>();

    /**
     * Adds votes.
     *
     * @param candidate a unique name
     * @param party null for somebody who is not a candidate of the election and gets no seat
     */
    void add(String location, String candidate, String party, long more) {
        votes.computeIfAbsent(location, key -> new HashMap<>()).merge(candidate, more, Long::sum);
        if (party != null) {
            parties.put(candidate, party);
        }
    }

    /** The seats of each party that has any. */
    Map<String, Long> leading(Map<String, Integer> seats) {
        return count(seats, Map.of(), false);
    }

    /**
     * The seats of each party in decided locations, where the outstanding votes are fewer than the lead.
     *
     * @param notCounted the outstanding votes by location; a location that is missing is not decided
     */
    Map<String, Long> decided(Map<String, Integer> seats, Map<String, Long> notCounted) {
        return count(seats, notCounted, true);
    }

    /** The votes of a location. */
    long votes(String location) {
        return votes.getOrDefault(location, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Map<String, Long> count(Map<String, Integer> seats, Map<String, Long> notCounted, boolean decidedOnly) {
        Map<String, Long> byParty = new TreeMap<>();
        votes.forEach((location, counts) -> {
            String first = null;
            long most = 0;
            long second = 0;
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                if (count.getValue() > most) {
                    second = most;
                    most = count.getValue();
                    first = count.getKey();
                } else {
                    second = Math.max(second, count.getValue());
                }
            }
            Long coming = notCounted.get(location);
            boolean isCounted = !decidedOnly || coming != null && most - second > coming;
            if (most > second && isCounted && parties.containsKey(first)) {
                byParty.merge(parties.get(first), (long) seats.getOrDefault(location, 0), Long::sum);
            }
        });
        return byParty;
    }

    /** Compares two counts, party by party. */
    static CellComparison comparison(
            String leftName, Map<String, Long> left, String rightName, Map<String, Long> right) {
        CellComparison comparison = new CellComparison(leftName, rightName);
        Map<String, Long> parties = new TreeMap<>(left);
        parties.putAll(right);
        for (String party : parties.keySet()) {
            comparison.add(
                    party.isEmpty() ? "no party" : party, left.getOrDefault(party, 0L), right.getOrDefault(party, 0L));
        }
        return comparison;
    }
}
