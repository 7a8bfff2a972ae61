package io.ballotstream.cli;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The parameters of a rehearsal.
 *
 * @param people the source of voters
 * @param tally settings of the tally job
 * @param parallelism of both jobs
 * @param exit whether to stop everything after the verdict, instead of waiting for Ctrl-C
 * @param keep directory for the files of the run; empty deletes them
 */
record RehearsalOptions(
        SeedOptions seed,
        PeopleSource people,
        Rate rate,
        TallySettings tally,
        int parallelism,
        boolean exit,
        Optional<Path> keep) {

    /** Validates the ranges. An error is one sentence that names the option. */
    RehearsalOptions {
        if (parallelism < 1 || parallelism > JobSettings.MAX_PARALLELISM) {
            throw new BadInputException(
                    "--parallelism must be from 1 to " + JobSettings.MAX_PARALLELISM + ", but is " + parallelism + ".");
        }
        if (seed.replication() != 1) {
            throw new BadInputException(
                    "--replication must be 1 in a rehearsal, which has one broker, but is " + seed.replication() + ".");
        }
    }
}
