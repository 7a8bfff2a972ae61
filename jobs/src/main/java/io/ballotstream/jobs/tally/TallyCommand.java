package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Lateness;
import io.ballotstream.store.ConnectionOptions;
import io.ballotstream.store.Connections;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.DurationConverter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@link VoteTallyJob}. */
@Command(
        name = "VoteTallyJob",
        description = "Counts the votes on votes_topic by voting time, per candidate and per location.")
final class TallyCommand {
    private static final Duration LONGEST_EARLY_FIRING = Duration.ofSeconds(1);

    @Mixin
    private ConnectionOptions connectionOptions;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = TallySettings.DEFAULT_WINDOW,
            description = "Size of the windows that votes are counted in, by their voting time. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Duration window;

    @Option(
            names = "--out-of-orderness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How far voting times may be behind the greatest one before a window is closed. Default: 10s.")
    private Duration outOfOrderness = TallySettings.DEFAULT.outOfOrderness();

    @Option(
            names = "--idleness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a partition may be silent before the others no longer wait for it. Default: 5s.")
    private Duration idleness = TallySettings.DEFAULT.idleness();

    @Option(
            names = "--allowed-lateness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long after it was cast a vote may reach Kafka and still count. Default: 10m.")
    private Duration allowedLateness = TallySettings.DEFAULT.lateness().allowed();

    @Option(
            names = "--early-firing",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a change waits for others before it is shown. Default: 250ms.")
    private Duration earlyFiring = TallySettings.DEFAULT.earlyFiring();

    @Option(
            names = "--bounded",
            description =
                    "Ends at the end offsets that votes_topic has when the job starts. Default: waits for more votes.")
    private boolean bounded;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /**
     * Where the services are.
     *
     * @param environment as of {@link System#getenv()}
     * @throws BadInputException naming the option that cannot be used
     */
    JobOptions options(Map<String, String> environment) {
        Connections connections = DatabaseLogin.withoutSecrets(environment);
        return new JobOptions(
                connectionOptions.kafka(connections),
                DatabaseLogin.ofCommandLine(connectionOptions.postgres(connections)),
                bounded);
    }

    /**
     * How votes are counted.
     *
     * @throws BadInputException naming the option that cannot be used
     */
    TallySettings settings() {
        if (earlyFiring.compareTo(LONGEST_EARLY_FIRING) > 0) {
            throw new BadInputException("--early-firing must be at most 1s, since every vote shows within two, but is "
                    + earlyFiring.toMillis() + "ms.");
        }
        return new TallySettings(window, outOfOrderness, idleness, new Lateness(allowedLateness), earlyFiring);
    }
}
