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
            description = "Size of the event-time windows in which votes are counted. Default: ${DEFAULT-VALUE}.")
    private Duration window;

    @Option(
            names = "--out-of-orderness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How far the watermark stays behind the greatest voting time. Default: 10s.")
    private Duration outOfOrderness = TallySettings.DEFAULT.outOfOrderness();

    @Option(
            names = "--idleness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time without votes after which a partition no longer holds back the watermark. Default: 5s.")
    private Duration idleness = TallySettings.DEFAULT.idleness();

    @Option(
            names = "--allowed-lateness",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Maximum time between a vote and its Kafka timestamp. Later votes do not count. Default: 10m.")
    private Duration allowedLateness = TallySettings.DEFAULT.lateness().allowed();

    @Option(
            names = "--early-firing",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time after which a window emits its first uncounted vote. Default: 50ms.")
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
     * The options of both jobs.
     *
     * @param environment as of {@link System#getenv()}
     * @throws BadInputException if an option is invalid; the message names it
     */
    JobOptions options(Map<String, String> environment) {
        Connections connections = DatabaseLogin.withoutSecrets(environment);
        return new JobOptions(
                connectionOptions.kafka(connections),
                DatabaseLogin.ofCommandLine(connectionOptions.postgres(connections)),
                bounded);
    }

    /**
     * The options of the tally job.
     *
     * @throws BadInputException if an option is invalid; the message names it
     */
    TallySettings settings() {
        if (earlyFiring.compareTo(LONGEST_EARLY_FIRING) > 0) {
            throw new BadInputException(
                    "--early-firing must be at most 1s, because every vote must be visible within 2s," + " but is "
                            + earlyFiring.toMillis() + "ms.");
        }
        return new TallySettings(window, outOfOrderness, idleness, new Lateness(allowedLateness), earlyFiring);
    }
}
