package io.ballotstream.bench;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.plan.SeedOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The parameters of the benchmarks.
 *
 * @param election for the throughput measurements
 * @param rounds of each of these
 * @param latencyRate in votes per second
 * @param latencyTime duration of the latency measurement
 * @param latencyVoters number of voters who vote before it begins
 * @param memoryVoters number of voters for the memory measurement
 * @param parallelism of the jobs
 */
record BenchOptions(
        Set<Subject> subjects,
        SeedOptions election,
        Rounds rounds,
        double latencyRate,
        Duration latencyTime,
        long latencyVoters,
        long memoryVoters,
        int parallelism) {
    private static final int MOST_ROUNDS = 1000;
    private static final long MOST_WARM_UP_BALLOTS = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double HIGHEST_RATE = 1e6;
    private static final long MOST_LATENCY_VOTERS = 100_000_000;
    private static final long LEAST_MEMORY_VOTERS = SeedingInLittleMemory.MILESTONES;
    private static final long MOST_MEMORY_VOTERS = 1_000_000_000;

    /** Validates the ranges. An error is one sentence that names the option. */
    BenchOptions {
        subjects = EnumSet.copyOf(subjects);
        require("--rounds", rounds.measured(), 1, MOST_ROUNDS);
        require("--warm-up-ballots", rounds.warmUpBallots(), 0, MOST_WARM_UP_BALLOTS);
        require("--parallelism", parallelism, 1, JobSettings.MAX_PARALLELISM);
        require("--latency-seconds", latencyTime.toSeconds(), 1, LONGEST.toSeconds());
        require("--latency-voters", latencyVoters, 0, MOST_LATENCY_VOTERS);
        require("--memory-voters", memoryVoters, LEAST_MEMORY_VOTERS, MOST_MEMORY_VOTERS);
        if (!(latencyRate >= 1 && latencyRate <= HIGHEST_RATE)) {
            throw new BadInputException("--latency-rate must be from 1 to 1000000, but is " + latencyRate + ".");
        }
    }

    private static void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " must be from " + least + " to " + most + ", but is " + value + ".");
        }
    }
}
