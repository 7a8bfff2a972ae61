package io.ballotstream.seeder.progress;

/** Receives the progress of seeding. The seeding thread calls it often, so it must return at once. */
@FunctionalInterface
public interface SeedListener {
    /** Ignores everything. */
    SeedListener NONE = (phase, done, total) -> {};

    /**
     * Progress that is committed to the database or to Kafka.
     *
     * @param phase that is in progress
     * @param done the number of voters or records so far, including an earlier run; 0 when the phase begins
     * @param total the number at the end of the phase
     */
    void progress(SeedPhase phase, long done, long total);

    /**
     * A service is unavailable, and the seeder waits for it. The next progress ends the outage. Ignored by default.
     *
     * @param sentence names the service and the problem
     */
    default void waiting(String sentence) {}
}
