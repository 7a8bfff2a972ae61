package io.ballotstream.bench;

import io.ballotstream.cli.Ballotstream;
import java.util.List;

/** Starts the command line with the benchmarks. */
public final class Main {
    private Main() {}

    /**
     * Runs a command, and ends the process with an exit code of {@link io.ballotstream.model.ExitCode}.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Ballotstream.runAndExit(arguments, console -> List.of(new BenchCommand(console)));
    }
}
