package io.ballotstream.faults;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.Connections;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The program that runs with a fault, in a separate class loader: one step of a small election. The election is a
 * replay of the US presidential election, with each kind of record that must be rejected.
 */
public final class FaultyPipeline {
    static final int PARTITIONS = 2;

    private static final long SCALE = 600_000;
    private static final FaultShares INJECTED = new FaultShares(0.05, 0.05, 0.05, 0.05);
    /** Votes are out of order, so that windows are closed before their last vote. */
    private static final TallySettings SETTINGS = new TallySettings(
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(5),
            TallySettings.DEFAULT.lateness(),
            TallySettings.DEFAULT.earlyFiring());

    private FaultyPipeline() {}

    /**
     * @param arguments the step, the address of Kafka, the URL, user and password of the database, and whether it ends
     */
    public static void main(String[] arguments) throws Exception {
        PostgresAddress database = new PostgresAddress(arguments[2], arguments[3], arguments[4]);
        if (arguments[0].equals("seed")) {
            seed(database, arguments[1]);
            return;
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        JobOptions options =
                new JobOptions(arguments[1], new DatabaseLogin(database), Boolean.parseBoolean(arguments[5]));
        if (arguments[0].equals(Jobs.CASTING)) {
            VoteCastingJob.build(environment, options);
        } else {
            VoteTallyJob.build(environment, options, SETTINGS);
        }
        environment.execute(arguments[0]);
    }

    private static void seed(PostgresAddress database, String kafka) throws InterruptedException {
        SeedOptions options = new SeedOptions(
                null, Example.US_2020.results(), SCALE, 0, 1, 18, List.of(Nationality.US), INJECTED, PARTITIONS, (short)
                        1);
        try (Seeder seeder = Seeder.open(database, kafka, new Connections(Map.of()), SeedListener.NONE)) {
            seeder.reset();
            seeder.prepare(
                    options,
                    new SyntheticPeople(options.seed(), options.votingAge(), options.nationalities(), Places.load()));
            seeder.publish(Rate.MAX, false);
        }
    }
}
