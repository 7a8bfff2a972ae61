package io.ballotstream.seeder.progress;

/** Hears how far the seeding is. Called by the thread that seeds, often: it must return at once. */
@FunctionalInterface
public interface SeedListener {
    /** Hears nothing. */
    SeedListener NONE = (phase, done, total) -> {};

    /**
     * Something is done for good: committed to the database or to Kafka.
     *
     * @param done so far, an earlier run's part included; 0 when the phase begins
     */
    void progress(SeedPhase phase, long done, long total);

    /**
     * A service is away, and the seeder waits for it; the next progress says that it is back. Ignored by default.
     *
     * @param sentence which service, and what it waits for
     */
    default void waiting(String sentence) {}
}
