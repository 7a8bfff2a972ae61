package io.ballotstream.bench;

import io.ballotstream.model.Surroundings;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * A program that seeds an election and prints its used heap at every tenth of each phase: a line with the phase, the
 * number of records and the bytes. The addresses of the services come from the environment.
 */
public final class SeedingInLittleMemory {
    /** The number of samples of each phase. */
    static final int MILESTONES = 10;

    private SeedingInLittleMemory() {}

    /**
     * Seeds an election.
     *
     * @param arguments one argument, the number of voters
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Surroundings.pin();
        Connections services = new Connections(System.getenv());
        PostgresAddress database = services.postgres(null);
        SeedOptions election = BenchCommand.simulated(Long.parseLong(arguments[0]));
        SyntheticPeople people =
                new SyntheticPeople(election.seed(), election.votingAge(), election.nationalities(), Places.load());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Seeder seeder = Seeder.open(database, services.kafka(null), services, new HeapAtMilestones(out))) {
            seeder.prepare(election, people);
            seeder.publish(Rate.MAX, false);
        }
    }

    private static final class HeapAtMilestones implements SeedListener {
        private final PrintStream out;
        private final Map<SeedPhase, Integer> passed = new EnumMap<>(SeedPhase.class);

        private HeapAtMilestones(PrintStream out) {
            this.out = out;
        }

        @Override
        public void progress(SeedPhase phase, long done, long total) {
            int milestone = (int) (done * MILESTONES / total);
            if (milestone > passed.getOrDefault(phase, 0)) {
                passed.put(phase, milestone);
                // Only after a garbage collection is the used heap known.
                System.gc();
                long inUse =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                out.println(phase + " " + done + " " + inUse);
            }
        }
    }
}
