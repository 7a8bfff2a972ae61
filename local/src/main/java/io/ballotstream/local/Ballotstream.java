package io.ballotstream.local;

import io.ballotstream.audit.AuditCommand;
import io.ballotstream.local.bench.BenchCommand;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Connections;
import io.ballotstream.model.ExitCode;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.SeedCommand;
import io.ballotstream.seeder.plan.UsStateFile;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code ballotstream} command: what went wrong is told in one sentence and by the exit code. */
@Command(
        name = "ballotstream",
        mixinStandardHelpOptions = true,
        description = "Counts an election while it is being held, and proves the count.",
        footer = {"", "Options of a command: ballotstream COMMAND --help"})
final class Ballotstream implements Runnable {
    private final Console console;
    private final Map<String, String> environment;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** @param environment as of {@link System#getenv()} */
    Ballotstream(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Runs a command line to its end and returns the exit code. */
    int run(String... arguments) {
        Connections connections = new Connections(environment);
        return new CommandLine(this)
                .addSubcommand(new RehearseCommand(console))
                .addSubcommand(new SeedCommand())
                .addSubcommand(new AuditCommand(connections, UsStateFile::read))
                .addSubcommand(new BenchCommand(console))
                .setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()))
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((fault, ignored) -> fail(ExitCode.BAD_INPUT, fault))
                .setExecutionExceptionHandler((fault, ignored, alsoIgnored) -> fail(codeOf(fault), fault))
                .execute(arguments);
    }

    private int fail(int code, Exception fault) {
        boolean speaks = fault instanceof ParameterException
                || !(codeOf(fault) == ExitCode.SERVICE_FAILED)
                || fault instanceof ServiceFailedException;
        console.err().println(speaks ? fault.getMessage() : "Ballotstream failed: " + RootCause.sentence(fault));
        return code;
    }

    private static int codeOf(Exception fault) {
        return fault instanceof BadInputException ? ExitCode.BAD_INPUT : ExitCode.SERVICE_FAILED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out(), Ansi.OFF);
    }
}
