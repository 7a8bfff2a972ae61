package io.ballotstream.bench;

import io.ballotstream.cli.RunningJob;
import io.ballotstream.model.ServiceFailedException;
import java.time.Duration;
import java.util.List;

/** Both jobs running on a stage, until stopped. */
final class Proceedings {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final String WORKING = "SELECT count(*) FROM job_runs WHERE last_checkpoint > 0";
    // Two sinks write the results, each in separate transactions.
    private static final String COUNTED = """
            SELECT least((SELECT coalesce(sum(votes), 0) FROM candidate_totals),
                         (SELECT coalesce(sum(votes), 0) FROM location_totals))
            """;
    private static final String LAST_WRITTEN = """
            SELECT extract(epoch FROM greatest((SELECT max(written_at) FROM candidate_totals),
                                               (SELECT max(written_at) FROM location_totals))) * 1000
            """;

    private final Tables tables;
    private final List<RunningJob> jobs;

    /** Starts the jobs and waits until both have completed a checkpoint, so that their start is not measured. */
    static Proceedings open(Stage stage) throws InterruptedException {
        Proceedings proceedings = new Proceedings(stage.tables(), List.of(stage.startCasting(), stage.startTally()));
        try {
            proceedings.await("jobs are running", WORKING, 2);
            return proceedings;
        } catch (RuntimeException | InterruptedException failure) {
            proceedings.stop();
            throw failure;
        }
    }

    private Proceedings(Tables tables, List<RunningJob> jobs) {
        this.tables = tables;
        this.jobs = jobs;
    }

    /**
     * Waits until candidates and locations have this many votes. Returns when this was written, in epoch milliseconds.
     */
    double awaitCounted(long votes) throws InterruptedException {
        await("votes are counted", COUNTED, votes);
        return tables.number(LAST_WRITTEN);
    }

    /**
     * Whether candidates and locations have at least this many votes.
     *
     * @throws ServiceFailedException if a job has failed
     */
    boolean haveCounted(long votes) {
        requireRunningJobs();
        return tables.number(COUNTED) >= votes;
    }

    private void await(String what, String query, long goal) throws InterruptedException {
        double reached = -1;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (double now = tables.number(query); now != goal; now = tables.number(query)) {
            if (now > reached) {
                reached = now;
                deadline = System.nanoTime() + PATIENCE_NANOS;
            }
            if (now > goal || System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("Of " + goal + ", " + (long) now + " " + what + ".");
            }
            requireRunningJobs();
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void requireRunningJobs() {
        for (RunningJob job : jobs) {
            job.failure().ifPresent(failure -> {
                throw failure;
            });
        }
    }

    /** Cancels both jobs. */
    void stop() throws InterruptedException {
        for (RunningJob job : jobs) {
            if (job.failure().isEmpty()) {
                job.cancel();
            }
        }
    }
}
