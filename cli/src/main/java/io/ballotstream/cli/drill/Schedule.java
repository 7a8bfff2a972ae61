package io.ballotstream.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The faults of a drill in their order, drawn from a seed: the same seed and options give the same faults. */
final class Schedule {
    private static final int LONGEST_SECONDS = 20;
    private static final int OUTAGE_SECONDS = 30;
    private static final int SHORTEST_PAUSE_MS = 1000;
    private static final int LONGEST_PAUSE_MS = 3000;

    private Schedule() {}

    /**
     * Draws faults. Every kind comes once before any comes twice; bursts come last, and a late burst comes once.
     *
     * @param kinds to draw from
     * @param faults how many to draw; fewer if only the late burst is among the kinds
     */
    static List<Fault> of(long seed, Set<FaultKind> kinds, int faults) {
        Random random = new Random(seed);
        List<FaultKind> drawn = new ArrayList<>();
        // A set has no order of its own.
        List<FaultKind> round = new ArrayList<>(kinds.stream().sorted().toList());
        while (drawn.size() < faults && !round.isEmpty()) {
            Collections.shuffle(round, random);
            drawn.addAll(round.subList(0, Math.min(round.size(), faults - drawn.size())));
            if (drawn.contains(FaultKind.LATE_BURST)) {
                round.remove(FaultKind.LATE_BURST);
            }
        }
        drawn.sort(Comparator.comparing(FaultKind::order));
        return drawn.stream().map(kind -> fault(kind, random)).toList();
    }

    private static Fault fault(FaultKind kind, Random random) {
        int pause = SHORTEST_PAUSE_MS + random.nextInt(LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
        int seconds = 1 + random.nextInt(LONGEST_SECONDS);
        int choice = random.nextInt(Integer.MAX_VALUE);
        return new Fault(
                kind,
                Duration.ofMillis(pause),
                Duration.ofSeconds(kind == FaultKind.OUTAGE_POSTGRES ? OUTAGE_SECONDS : seconds),
                choice);
    }
}
