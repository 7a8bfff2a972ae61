package io.ballotstream.board.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up windows to running totals. Windows and totals are written in separate transactions, so a window may already
 * contain votes that the totals do not. Therefore no point exceeds the totals, and the last point equals them.
 */
final class RaceBuilder {
    private final List<Standing> front;
    private final Instant asOf;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Race.Point> points = new ArrayList<>();
    private final long[] running;
    private Duration step = Duration.ZERO;
    private Instant open;

    /**
     * @param front the leading candidates, the leader first
     * @param asOf event time of the totals
     */
    RaceBuilder(List<Standing> front, Instant asOf) {
        this.front = front;
        this.asOf = asOf;
        this.running = new long[front.size()];
        front.forEach(standing -> places.put(standing.candidate().id(), places.size()));
    }

    /** Adds the votes of one candidate in one step. Steps must be in ascending order. */
    void add(Duration length, Instant start, String candidateId, long votes) {
        step = length;
        if (!start.equals(open)) {
            closeStep();
            // During a gap without votes, the line is horizontal and not a slope.
            point(start);
            open = start;
        }
        running[places.get(candidateId)] += votes;
    }

    Race build() {
        closeStep();
        while (!points.isEmpty() && !points.get(points.size() - 1).at().isBefore(asOf)) {
            points.remove(points.size() - 1);
        }
        points.add(new Race.Point(asOf, front.stream().map(Standing::votes).toList()));
        return new Race(front.stream().map(Standing::candidate).toList(), step, points);
    }

    private void closeStep() {
        if (open != null) {
            point(open.plus(step));
        }
    }

    private void point(Instant at) {
        if (points.isEmpty() || points.get(points.size() - 1).at().isBefore(at)) {
            List<Long> votes = new ArrayList<>();
            for (int i = 0; i < running.length; i++) {
                votes.add(Math.min(running[i], front.get(i).votes()));
            }
            points.add(new Race.Point(at, votes));
        }
    }
}
