package io.ballotstream.seeder;

import io.ballotstream.seeder.command.SeedCommand;
import picocli.CommandLine;

/** {@code ballotstream seed} in a separate process. */
final class SeedProcess {
    private SeedProcess() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SeedCommand()).execute(arguments));
    }
}
