package io.ballotstream.cli.drill;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Printable;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.publishing.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The validated options of a drill.
 *
 * @param seed of the random schedule of faults
 * @param kinds to draw the faults from; not empty
 * @param faults the greatest number of faults that strike, from 1 to {@link #MOST_FAULTS}; 0 is allowed with an upgrade
 * @param longest the time after which no further fault strikes; empty if only their number is limited
 * @param snapshot the file to store the election in when half of its voters are published; no fault strikes then
 * @param upgrade the snapshot of an earlier release to restore instead of a new election
 * @param election to hold if none is restored
 * @param people where the voters' personal data comes from
 * @param rate in voters per second, at which voters are published until the last fault
 * @param parallelism of both jobs at the start
 * @param json whether to print the report as a JSON document
 * @param keep directory to keep the run's files in; empty deletes them
 * @param command the options that start the same drill again
 */
record DrillOptions(
        long seed,
        Set<FaultKind> kinds,
        int faults,
        Optional<Duration> longest,
        Optional<Path> snapshot,
        Optional<Path> upgrade,
        SeedOptions election,
        PeopleSource people,
        Rate rate,
        int parallelism,
        boolean json,
        Optional<Path> keep,
        List<String> command) {
    static final int MOST_FAULTS = 1000;

    /**
     * Validates the options.
     *
     * @throws BadInputException if a value is out of range; the message names the option
     */
    DrillOptions {
        if (snapshot.isPresent() && upgrade.isPresent()) {
            throw new BadInputException("--upgrade excludes --snapshot: the one reads what the other writes.");
        }
        int fewest = upgrade.isPresent() ? 0 : 1;
        if (faults < fewest || faults > MOST_FAULTS) {
            throw new BadInputException(
                    "--faults must be from " + fewest + " to " + MOST_FAULTS + ", but is " + faults + ".");
        }
        snapshot.ifPresent(DrillOptions::requireNewFile);
        if (parallelism < 1 || parallelism >= JobSettings.MAX_PARALLELISM) {
            throw new BadInputException("--parallelism must be from 1 to " + (JobSettings.MAX_PARALLELISM - 1)
                    + ", but is " + parallelism + ".");
        }
        if (rate.isMax()) {
            throw new BadInputException("--rate must be a number, so that voters are left until the last fault.");
        }
        kinds = Set.copyOf(kinds);
        command = List.copyOf(command);
    }

    private static void requireNewFile(Path file) {
        String option = "--snapshot " + Printable.text(file.toString());
        if (Files.exists(file)) {
            throw new BadInputException(option + " exists already: name a new file.");
        }
        if (!Files.isWritable(file.toAbsolutePath().getParent())) {
            throw new BadInputException(option + " must be in a directory that exists and can be written.");
        }
    }

    /** The slots of each TaskManager: enough to run both jobs on one, each with one more parallel subtask. */
    int slots() {
        return 2 * (parallelism + 1);
    }
}
