package io.ballotstream.board.snapshot;

import io.ballotstream.model.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The seats of an election with a winner in each location.
 *
 * @param total of all locations
 * @param parties most seats first, then most votes, then by ballot number
 * @param course seats over time, in ascending order
 * @param gains locations whose leading party changed, newest first
 */
public record Seats(long total, List<PartyCount> parties, List<Point> course, List<Gain> gains) {
    /** Copies the lists. */
    public Seats {
        parties = List.copyOf(parties);
        course = List.copyOf(course);
        gains = List.copyOf(gains);
    }

    /**
     * Seats at an instant.
     *
     * @param at the event time of the newest vote
     * @param leading seats by party, for parties that lead anywhere
     */
    public record Point(Instant at, Map<String, Long> leading) {
        /** Copies the map. */
        public Point {
            leading = Map.copyOf(leading);
        }
    }

    /**
     * The leading candidate of a location belongs to a different party than before.
     *
     * @param at the event time of the newest vote
     * @param location whose seats change
     * @param from the previous leader
     * @param to the new leader
     */
    public record Gain(Instant at, Location location, CandidateProfile from, CandidateProfile to) {}

    /** {@return the smallest number of seats that is more than half} */
    public long majority() {
        return total / 2 + 1;
    }

    /** {@return the party with the most seats; null before the first lead and in a tie} */
    public PartyCount leader() {
        List<PartyCount> united = parties.stream().filter(PartyCount::isParty).toList();
        if (united.isEmpty() || united.get(0).leading() == 0) {
            return null;
        }
        boolean tied =
                united.size() > 1 && united.get(0).leading() == united.get(1).leading();
        return tied ? null : united.get(0);
    }

    /** {@return the seats of locations without a leader} */
    public long open() {
        return total - parties.stream().mapToLong(PartyCount::leading).sum();
    }

    /**
     * Counts.
     *
     * @param complete whether all votes have arrived
     */
    static Seats of(
            ElectionFacts facts,
            List<LocationCount> locations,
            boolean complete,
            List<Point> course,
            List<Gain> gains) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        facts.candidates()
                .forEach(candidate -> sums.computeIfAbsent(party(candidate), name -> new Sum(candidate))
                        .colors
                        .merge(candidate.color(), 1, Integer::sum));
        long total = 0;
        long all = 0;
        for (LocationCount location : locations) {
            int seats = location.location().seats();
            total += seats;
            all += location.votes();
            location.results().forEach(cell -> sums.get(party(cell.candidate())).votes += cell.votes());
            if (location.leader() != null) {
                Sum sum = sums.get(party(location.leader()));
                sum.leading += seats;
                sum.decided += location.decided(complete) ? seats : 0;
            }
        }
        long votes = all;
        List<PartyCount> parties = sums.values().stream()
                .map(sum -> new PartyCount(
                        sum.first,
                        sum.color(),
                        sum.leading,
                        sum.decided,
                        sum.votes,
                        votes == 0 ? 0 : (double) sum.votes / votes))
                .sorted(Comparator.comparingLong(PartyCount::leading)
                        .thenComparingLong(PartyCount::votes)
                        .reversed())
                .toList();
        return new Seats(total, parties, course, gains);
    }

    private static String party(CandidateProfile candidate) {
        return candidate.candidate().partyAffiliation();
    }

    private static final class Sum {
        private final CandidateProfile first;
        private final Map<String, Integer> colors = new LinkedHashMap<>();
        private long leading;
        private long decided;
        private long votes;

        Sum(CandidateProfile first) {
            this.first = first;
        }

        String color() {
            return colors.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
    }

    /**
     * Remembers the leaders since the first count that it receives, because the tables do not store earlier leads. Not
     * thread-safe.
     */
    static final class Memory {
        private static final int MOST_POINTS = 400;
        private static final int MOST_GAINS = 100;

        private final Map<String, CandidateProfile> leaders = new HashMap<>();
        private final List<Point> course = new ArrayList<>();
        private final List<Gain> gains = new ArrayList<>();

        void add(List<LocationCount> locations, Instant at) {
            Map<String, Long> leading = new HashMap<>();
            for (LocationCount location : locations) {
                CandidateProfile leader = location.leader();
                if (leader == null) {
                    continue;
                }
                leading.merge(party(leader), (long) location.location().seats(), Long::sum);
                CandidateProfile before = leaders.put(location.location().location(), leader);
                if (before != null && !party(before).equals(party(leader))) {
                    gains.add(0, new Gain(at, location.location(), before, leader));
                }
            }
            while (gains.size() > MOST_GAINS) {
                gains.remove(gains.size() - 1);
            }
            // A later count with the same newest vote replaces the earlier one.
            if (!course.isEmpty() && !course.get(course.size() - 1).at().isBefore(at)) {
                course.remove(course.size() - 1);
            }
            course.add(new Point(at, leading));
            if (course.size() > MOST_POINTS) {
                thin();
            }
        }

        /** Removes every other point, but not the first and the last one. */
        private void thin() {
            for (int i = course.size() - 2; i > 0; i -= 2) {
                course.remove(i);
            }
        }

        List<Point> course() {
            return course;
        }

        List<Gain> gains() {
            return gains;
        }
    }
}
