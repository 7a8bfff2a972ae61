package io.ballotstream.seeder.progress;

/** The phases of seeding. */
public enum SeedPhase {
    /** Writes voters to the database. */
    REGISTERING("Registering voters"),
    /** Compares records that an earlier run published with those of the election, to continue after them. */
    COMPARING("Comparing published records"),
    /** Publishes records to {@code voters_topic}. */
    PUBLISHING("Publishing voters");

    private final String title;

    SeedPhase(String title) {
        this.title = title;
    }

    /** {@return the name in a progress display} */
    public String title() {
        return title;
    }
}
