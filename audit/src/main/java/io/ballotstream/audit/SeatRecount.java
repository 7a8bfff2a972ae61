package io.ballotstream.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The audit's own count of seats: in each location the candidate with most votes takes all of its seats for the party, and
 * nobody takes them where two are level.
 */
final class SeatRecount {
    private final Map<String, Map<String, Long>> votes = new HashMap<>();
    private final Map<String, String> parties = new HashMap<>();

    /**
     * Adds votes.
     *
     * @param candidate any name that no other candidate has
     * @param party null for a candidate who does not stand in the election and gets no seat
     */
    void add(String location, String candidate, String party, long more) {
        votes.computeIfAbsent(location, key -> new HashMap<>()).merge(candidate, more, Long::sum);
        if (party != null) {
            parties.put(candidate, party);
        }
    }

    /** Each party's seats, for parties that have any. */
    Map<String, Long> leading(Map<String, Integer> seats) {
        return count(seats, Map.of(), false);
    }

    /**
     * Each party's seats in locations where the votes that may still come are fewer than the lead.
     *
     * @param notCounted the votes that may still come, by location; a location that is absent is not decided
     */
    Map<String, Long> decided(Map<String, Integer> seats, Map<String, Long> notCounted) {
        return count(seats, notCounted, true);
    }

    /** All votes of a location. */
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
