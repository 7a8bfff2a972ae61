package io.ballotstream.seeder.progress;

/** What the seeder is at. */
public enum SeedPhase {
    /** Voters are written to the database. */
    REGISTERING("Registering voters"),
    /** Records that an earlier run published are compared with the election's, to continue after them. */
    COMPARING("Comparing published records"),
    /** Records are published to {@code voters_topic}. */
    PUBLISHING("Publishing voters");

    private final String title;

    SeedPhase(String title) {
        this.title = title;
    }

    /** What a progress display calls it. */
    public String title() {
        return title;
    }
}
