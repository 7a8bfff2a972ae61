package io.ballotstream.audit;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.store.ConnectionOptions;
import io.ballotstream.store.Connections;
import io.ballotstream.store.DurationConverter;
import io.ballotstream.store.PostgresAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ballotstream audit}: audits the election in the services.
 *
 * <p>The exit code is 0 if every rule holds and 1 otherwise. If the audit cannot run, it throws {@link
 * BadInputException} or {@link ServiceFailedException}, which the program maps to 2 and 3.
 */
@Command(
        name = "audit",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Audits the count: reads the tables and topics, checks the rules R1 to R7, and prints a verdict.",
        footer = {
            "",
            "The last line is AUDIT PASS, or AUDIT FAIL and the rules that fail, or AUDIT INCOMPLETE and the rules that"
                    + " could not be checked completely.",
            "Exit code: 0 every rule holds; 1 a rule fails or is incomplete, or --wait timed out; 2 invalid usage or"
                    + " input; 3 a service failed."
        })
public final class AuditCommand implements Callable<Integer> {
    private static final long SECONDS_BETWEEN_LINES = 5;

    @Mixin
    private ConnectionOptions services = new ConnectionOptions();

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "The results file that the election was seeded from. Not needed for built-in results. Without the file,"
                            + " R6 is incomplete.")
    private Path resultsFile;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Wait until the stream is drained, for at most this time, for example 120s. Default: do not wait.")
    private Duration wait;

    @Option(
            names = "--without",
            paramLabel = "RULE",
            split = ",",
            description = "Leave out rules, for example R6. The verdict does not depend on them.")
    private Set<String> without = Set.of();

    @Option(names = "--json", description = "Print one JSON document to stdout, and the verdict to stderr.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Connections connections;
    private final Function<String, Optional<ResultsFile>> known;

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param connections addresses of the services, unless options set them
     * @param known finds a bundled results file by the digest of its bytes
     */
    public AuditCommand(Connections connections, Function<String, Optional<ResultsFile>> known) {
        this.connections = connections;
        this.known = known;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireRules(without);
        Optional<ResultsFile> results = Optional.ofNullable(resultsFile).map(ResultsFile::read);
        PostgresAddress postgres = services.postgres(connections);
        String kafka = services.kafka(connections);

        Audit audit = new Audit(postgres, kafka, results, known, without);
        audit.requireElection();
        List<String> missing = wait == null ? List.of() : new Drain(postgres, kafka).await(wait, waiting());
        AuditReport report = audit.run(missing);
        print(report);
        return report.exitCode();
    }

    private static void requireRules(Set<String> names) {
        List<String> rules = Rule.all().stream().map(Rule::name).toList();
        for (String name : names) {
            if (!rules.contains(name)) {
                throw new BadInputException("--without must be a list of the rules " + String.join(", ", rules)
                        + ", but contains \"" + name + "\".");
            }
        }
    }

    /** Prints to stderr every few seconds why the audit waits. */
    private Consumer<List<String>> waiting() {
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        AtomicLong said = new AtomicLong();
        return missing -> {
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            if (seconds - said.get() >= SECONDS_BETWEEN_LINES) {
                said.set(seconds);
                err.println("Waiting for " + seconds + " s: " + String.join("; ", missing) + ".");
                err.flush();
            }
        };
    }

    private void print(AuditReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(report.json());
            spec.commandLine().getErr().println(report.verdictLine());
            spec.commandLine().getErr().flush();
        } else {
            out.print(report.render(spec.commandLine().getColorScheme().ansi()));
        }
        out.flush();
    }
}
