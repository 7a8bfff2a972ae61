package io.ballotstream.jobs.tally;

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
                    "How far voting times may be behind the greatest one before a window is closed. Without it 10s.")
    private Duration outOfOrderness = TallySettings.DEFAULT.outOfOrderness();

    @Option(
            names = "--idleness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a partition may be silent before the others no longer wait for it. Without it 5s.")
    private Duration idleness = TallySettings.DEFAULT.idleness();

    @Option(
            names = "--allowed-lateness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long after it was cast a vote may reach Kafka and still count. Without it 10m.")
    private Duration allowedLateness = TallySettings.DEFAULT.lateness().allowed();

    @Option(
            names = "--early-firing",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a change waits for others before it is shown. Without it 250ms.")
    private Duration earlyFiring = TallySettings.DEFAULT.earlyFiring();

    @Option(
            names = "--until-now",
            description = "Ends where votes_topic ends when the job starts, instead of waiting for more votes.")
    private boolean untilNow;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /**
     * @param environment as of {@link System#getenv()}
     * @throws BadInputException naming the option that cannot be used
     */
    TallyOptions options(Map<String, String> environment) {
        if (earlyFiring.compareTo(LONGEST_EARLY_FIRING) > 0) {
            throw new BadInputException("--early-firing must be at most 1s, since every vote shows within two, but is "
                    + earlyFiring.toMillis() + "ms.");
        }
        Connections connections = DatabaseLogin.withoutSecrets(environment);
        return new TallyOptions(
                connectionOptions.kafka(connections),
                DatabaseLogin.ofCommandLine(connectionOptions.postgres(connections)),
                new TallySettings(window, outOfOrderness, idleness, new Lateness(allowedLateness), earlyFiring),
                untilNow);
    }
}
