package io.ballotstream.local;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Ends the process with an exit code of {@link io.ballotstream.model.ExitCode}. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess(System.getenv(), Boolean.getBoolean("ballotstream.terminal"));
        System.exit(new Ballotstream(console, System.getenv()).run(arguments));
    }
}
