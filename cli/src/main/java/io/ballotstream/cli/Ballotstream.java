package io.ballotstream.cli;

import io.ballotstream.audit.AuditCommand;
import io.ballotstream.board.BoardCommand;
import io.ballotstream.cli.drill.DrillCommand;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ExitCode;
import io.ballotstream.model.Printable;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Surroundings;
import io.ballotstream.seeder.command.GrantCommand;
import io.ballotstream.seeder.command.SeedCommand;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.store.Connections;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code ballotstream} command. Reports errors as one sentence and by the exit code. */
@Command(
        name = "ballotstream",
        mixinStandardHelpOptions = true,
        description = "Rehearses elections with real services, and audits the count.",
        footer = {
            "",
            "Options of a command: ballotstream COMMAND --help",
            "The benchmarks are a separate program: ballotstream bench --help"
        })
public final class Ballotstream implements Runnable {
    private final Console console;
    private final Map<String, String> environment;
    private final List<?> moreCommands;

    @Spec
    private CommandSpec spec;

    private Optional<TemporaryLog> log = Optional.empty();

    Ballotstream(Console console, Map<String, String> environment) {
        this(console, environment, List.of());
    }

    /**
     * @param environment see {@link System#getenv()}
     * @param moreCommands additional picocli commands
     */
    private Ballotstream(Console console, Map<String, String> environment, List<?> moreCommands) {
        this.console = console;
        this.environment = environment;
        this.moreCommands = moreCommands;
    }

    /**
     * Runs the command line of this process, then ends the process with an exit code of {@link ExitCode}.
     *
     * @param arguments the command line
     * @param moreCommands creates additional picocli commands, which write to the given console
     */
    public static void runAndExit(String[] arguments, Function<Console, List<?>> moreCommands) {
        Surroundings.pin();
        Console console = Console.ofProcess(System.getenv(), Boolean.getBoolean("ballotstream.terminal"));
        System.exit(new Ballotstream(console, System.getenv(), moreCommands.apply(console)).run(arguments));
    }

    /** Runs a command line to its end and returns the exit code. */
    int run(String... arguments) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new RehearseCommand(console))
                .addSubcommand(new DrillCommand(console))
                .addSubcommand(new SeedCommand())
                .addSubcommand(new GrantCommand(new Connections(environment)))
                .addSubcommand(new AuditCommand(new Connections(environment), Example::resultsOf))
                .addSubcommand(new BoardCommand(new Connections(environment)));
        moreCommands.forEach(line::addSubcommand);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()))
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((fault, ignored) -> fail(ExitCode.BAD_INPUT, fault))
                .setExecutionExceptionHandler((fault, ignored, alsoIgnored) -> fail(codeOf(fault), fault));
        int code = requireWritten(execute(line, arguments));
        log.ifPresent(written -> written.end(code == ExitCode.SERVICE_FAILED ? console.err() : null));
        return code;
    }

    /** Reports errors such as a lack of memory in the same way, because the exit code of the JVM would be 1. */
    private int execute(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (Error failure) {
            return fail(ExitCode.SERVICE_FAILED, failure);
        }
    }

    /** A verdict that was not written does not count. */
    private int requireWritten(int code) {
        if (!console.out().checkError()) {
            return code;
        }
        console.err().println(Console.UNWRITABLE);
        return code == ExitCode.DONE || code == ExitCode.RULE_FAILED ? ExitCode.SERVICE_FAILED : code;
    }

    /** Runs a command. Commands without a run directory get a temporary log. */
    private int execute(ParseResult parsed) {
        Object command =
                parsed.hasSubcommand() ? parsed.subcommand().commandSpec().userObject() : this;
        if (command instanceof SeedCommand
                || command instanceof GrantCommand
                || command instanceof AuditCommand
                || command instanceof BoardCommand) {
            log = Optional.of(TemporaryLog.open());
        }
        return new RunLast().execute(parsed);
    }

    private int fail(int code, Throwable fault) {
        boolean tellsItself = fault instanceof ParameterException
                || fault instanceof BadInputException
                || fault instanceof ServiceFailedException;
        String sentence = tellsItself ? fault.getMessage() : "Ballotstream failed: " + RootCause.sentence(fault);
        // It may quote untrusted text, for example the name of a file.
        String.valueOf(sentence).lines().map(Printable::text).forEach(console.err()::println);
        LoggerFactory.getLogger(Ballotstream.class).error("The command failed.", fault);
        return code;
    }

    private static int codeOf(Exception fault) {
        return fault instanceof BadInputException ? ExitCode.BAD_INPUT : ExitCode.SERVICE_FAILED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
