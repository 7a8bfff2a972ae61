package io.ballotstream.board.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The running totals of the leading candidates, by event time.
 *
 * @param candidates at most {@link #CANDIDATES}, the leader first
 * @param step the event time between two points
 * @param points in ascending order; the last one contains the totals of the snapshot
 */
public record Race(List<CandidateProfile> candidates, Duration step, List<Point> points) {
    /** The maximum number of candidates in a race. */
    public static final int CANDIDATES = 8;

    /** Before the first vote. */
    public static final Race EMPTY = new Race(List.of(), Duration.ZERO, List.of());

    /** Copies the lists. */
    public Race {
        candidates = List.copyOf(candidates);
        points = List.copyOf(points);
    }

    /**
     * An instant of the race.
     *
     * @param at event time
     * @param votes in the order of the candidates
     */
    public record Point(Instant at, List<Long> votes) {
        /** Copies the votes. */
        public Point {
            votes = List.copyOf(votes);
        }
    }

    /**
     * A candidate takes the lead from another one.
     *
     * @param at event time
     * @param from the previous leader
     * @param to the new leader
     */
    public record LeadChange(Instant at, CandidateProfile from, CandidateProfile to) {}

    /** {@return every change of the lead, in ascending order} A tie is not a change. */
    public List<LeadChange> leadChanges() {
        List<LeadChange> changes = new ArrayList<>();
        int leader = -1;
        for (Point point : points) {
            int first = onlyFirst(point.votes());
            if (first >= 0 && first != leader) {
                if (leader >= 0) {
                    changes.add(new LeadChange(point.at(), candidates.get(leader), candidates.get(first)));
                }
                leader = first;
            }
        }
        return changes;
    }

    /** The index of the greatest positive number, or -1 if there is none or several are equal. */
    private static int onlyFirst(List<Long> votes) {
        int first = -1;
        long most = 0;
        for (int i = 0; i < votes.size(); i++) {
            if (votes.get(i) > most) {
                most = votes.get(i);
                first = i;
            } else if (votes.get(i) == most) {
                first = -1;
            }
        }
        return first;
    }
}
