package io.ballotstream.cli;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.cli.screen.Moment;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** The progress of an election. One thread writes it, another one reads it. Thread-safe. */
public final class Progress implements SeedListener {
    private final String program;
    private final LongSupplier clock;
    private final long began;
    private final CountingRate rate = new CountingRate();
    private Instant sampledAt;
    private List<String> addresses = List.of();
    private String activity = "Starting";
    private String voting = "Voting";
    private long done;
    private long total;
    private long published;
    private long toPublish;

    /**
     * Creates a progress, and starts its clock.
     *
     * @param program that holds the election, such as {@code rehearsal}
     * @param clock in nanoseconds, such as {@link System#nanoTime}
     */
    public Progress(String program, LongSupplier clock) {
        this.program = program;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /**
     * Reports that all services are up.
     *
     * @param lines one per service, with its address
     */
    public synchronized void up(List<String> lines) {
        addresses = List.copyOf(lines);
    }

    /** {@return one line per service; empty until all of them are up} */
    public synchronized List<String> addresses() {
        return addresses;
    }

    /**
     * Begins an activity whose duration is not known.
     *
     * @param what short description of the activity
     */
    public synchronized void begin(String what) {
        activity = what;
        done = 0;
        total = 0;
    }

    /**
     * Begins the voting, or renames it. The description returns with each published record.
     *
     * @param what short description of the activity
     */
    public synchronized void voting(String what) {
        voting = what;
        activity = what;
    }

    /** {@return the number of records that the seeder has published} */
    public synchronized long published() {
        return published;
    }

    @Override
    public synchronized void progress(SeedPhase phase, long doneOfPhase, long totalOfPhase) {
        if (phase == SeedPhase.PUBLISHING) {
            activity = voting;
            published = doneOfPhase;
            toPublish = totalOfPhase;
        } else {
            activity = phase.title();
            done = doneOfPhase;
            total = totalOfPhase;
        }
    }

    /**
     * The progress at this moment, together with the results.
     *
     * @param board the newest results
     * @return everything that the screen shows
     */
    public synchronized Moment moment(Board board) {
        long now = clock.getAsLong();
        // The results are read less often than shown, so the rate uses the times of the reads.
        if (board.readAt() != null && !board.readAt().equals(sampledAt)) {
            sampledAt = board.readAt();
            rate.sample(Duration.between(Instant.EPOCH, sampledAt).toNanos(), board.counted() + board.late());
        }
        return new Moment(
                program,
                Duration.ofNanos(now - began),
                addresses,
                activity,
                done,
                total,
                published,
                toPublish,
                rate.perSecond(),
                board);
    }
}
