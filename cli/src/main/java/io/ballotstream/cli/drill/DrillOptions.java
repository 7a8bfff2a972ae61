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
 * What a drill breaks, and in which election.
 *
 * @param seed from which faults are drawn
 * @param kinds of which they are drawn
 * @param faults how many strike; none is possible only after an upgrade
 * @param longest after this time no further fault strikes; empty lets all strike
 * @param snapshot the file in which the election is stored when half of its voters are published, instead of faults
 * @param upgrade the snapshot of an earlier release, which is restored instead of a new election
 * @param election that is prepared unless one is restored
 * @param people its voters
 * @param rate at which voters are published until the last fault
 * @param parallelism of both jobs at the start
 * @param json whether the report is a JSON document
 * @param keep where the run's files stay; empty lets them go
 * @param command the options with which the same drill is started again
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

    /** Refuses what is out of range with a sentence that names the option. */
    DrillOptions {
        if (snapshot.isPresent() && upgrade.isPresent()) {
            throw new BadInputException("--upgrade excludes --snapshot: the one reads what the other writes.");
        }
        int fewest = upgrade.isPresent() ? 0 : 1;
        if (faults < fewest || faults > MOST_FAULTS) {
            throw new BadInputException(
                    "--faults must be from " + fewest + " to " + MOST_FAULTS + ", but is " + faults + ".");
        }
        snapshot.filter(Files::exists).ifPresent(file -> {
            throw new BadInputException(
                    "--snapshot " + Printable.text(file.toString()) + " exists already: name a new file.");
        });
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

    /** The slots of each TaskManager: one of them has room for both jobs, with one more parallel subtask each. */
    int slots() {
        return 2 * (parallelism + 1);
    }
}
