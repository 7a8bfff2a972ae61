package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.store.ConnectionOptions;
import io.ballotstream.store.Connections;
import io.ballotstream.store.DatabaseLogin;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@link VoteCastingJob}. */
@Command(
        name = "VoteCastingJob",
        description = "Casts the votes of the voters on voters_topic into the table votes and votes_topic.")
final class CastingCommand {
    @Mixin
    private ConnectionOptions connectionOptions;

    @Option(
            names = "--bounded",
            description =
                    "Ends at the end offsets that voters_topic has when the job starts. Default: waits for more voters.")
    private boolean bounded;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** @param environment as of {@link System#getenv()} */
    JobOptions options(Map<String, String> environment) {
        Connections connections = DatabaseLogin.withoutSecrets(environment);
        return new JobOptions(
                connectionOptions.kafka(connections),
                DatabaseLogin.ofCommandLine(connectionOptions.postgres(connections)),
                bounded);
    }
}
