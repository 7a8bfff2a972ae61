package io.ballotstream.seeder.publishing;

import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.random.SeededRandom;
import io.ballotstream.seeder.registration.LateVoters;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The order in which records are published: voters by their numbers, and the other kinds of the manifest evenly between
 * them. A pure function of seed and manifest. Uses constant memory.
 */
final class RecordOrder {
    /** A duplicate copies a record from a random sample of this many earlier records of voters on time. */
    static final int SLOTS = 1024;

    private final SplittableRandom kinds;
    private final SplittableRandom sample;
    private final SplittableRandom copies;
    private final LateVoters late;
    private final Manifest manifest;
    private final Map<RecordKind, Long> left = new EnumMap<>(RecordKind.class);
    private final long[] slots = new long[SLOTS];
    private final long voters;
    private long votersLeft;
    private long othersLeft;
    private long onTime;

    /** @param late decides for each voter in turn */
    RecordOrder(long seed, Manifest manifest, LateVoters late) {
        this.kinds = SeededRandom.of(seed, "kinds");
        this.sample = SeededRandom.of(seed, "sample");
        this.copies = SeededRandom.of(seed, "copies");
        this.late = late;
        this.manifest = manifest;
        this.voters = manifest.voters();
        this.votersLeft = voters;
        this.othersLeft = manifest.total() - voters;
        for (RecordKind kind : RecordKind.values()) {
            if (!kind.isVoter()) {
                left.put(kind, manifest.of(kind));
            }
        }
    }

    /** Whether there is a next record. */
    boolean hasNext() {
        return votersLeft + othersLeft > 0;
    }

    /** The next record. */
    Step next() {
        // Each remaining record is equally likely to be next, so that the totals are exact.
        long drawn = kinds.nextLong(votersLeft + othersLeft);
        if (drawn < votersLeft) {
            return voter();
        }
        drawn -= votersLeft;
        for (Map.Entry<RecordKind, Long> kind : left.entrySet()) {
            if (drawn < kind.getValue()) {
                return other(kind.getKey());
            }
            drawn -= kind.getValue();
        }
        throw new IllegalStateException("The drawn record belongs to no kind");
    }

    private Step voter() {
        long number = voters - votersLeft;
        votersLeft--;
        if (late.next()) {
            return new Step(RecordKind.LATE, number, Step.NOT_KEPT);
        }
        onTime++;
        long slot = onTime <= SLOTS ? onTime - 1 : sample.nextLong(onTime);
        if (slot >= SLOTS) {
            return new Step(RecordKind.ON_TIME, number, Step.NOT_KEPT);
        }
        slots[(int) slot] = number;
        return new Step(RecordKind.ON_TIME, number, (int) slot);
    }

    private Step other(RecordKind kind) {
        if (kind == RecordKind.DUPLICATE_VOTER && onTime == 0) {
            // There is nothing to copy yet. At least one of the remaining voters is on time.
            return voter();
        }
        othersLeft--;
        long number = manifest.of(kind) - left.merge(kind, -1L, Long::sum) - 1;
        if (kind == RecordKind.DUPLICATE_VOTER) {
            int slot = copies.nextInt((int) Math.min(onTime, SLOTS));
            return new Step(kind, slots[slot], slot);
        }
        return new Step(kind, number, Step.NOT_KEPT);
    }
}
