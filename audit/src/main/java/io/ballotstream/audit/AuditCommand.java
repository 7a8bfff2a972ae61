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
 * {@code ballotstream audit}: proves the count of the election that the services hold.
 *
 * <p>Its exit code is 0 if every rule holds and 1 if not. What it cannot audit it says by throwing
 * {@link BadInputException} or {@link ServiceFailedException}, for the program to turn into 2 and 3.
 */
@Command(
        name = "audit",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Proves the count: reads the tables and the topics, checks rules R1 to R7, prints a verdict.",
        footer = {
            "",
            "The last line is AUDIT PASS, or AUDIT FAIL and the rules that fail, or AUDIT INCOMPLETE and the rules that",
            "could not be checked to the end.",
            "Exit code: 0 every rule holds; 1 a rule fails or is incomplete, or --wait timed out; 2 bad usage or input; 3 a",
            "service failed."
        })
public final class AuditCommand implements Callable<Integer> {
    private static final long SECONDS_BETWEEN_LINES = 5;

    @Mixin
    private ConnectionOptions services = new ConnectionOptions();

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "The results file that the election was seeded from. An election seeded from a file that is neither"
                            + " named here nor comes with the program leaves R6 incomplete.")
    private Path resultsFile;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Wait at most so long, say 120s, until the stream is drained; without it the audit begins at once.")
    private Duration wait;

    @Option(
            names = "--without",
            paramLabel = "RULE",
            split = ",",
            description = "Leave out rules, say R6: the verdict does not depend on them.")
    private Set<String> without = Set.of();

    @Option(
            names = "--json",
            description = "Print one JSON document, and the verdict's line on stderr instead of stdout.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Connections connections;
    private final Function<String, Optional<ResultsFile>> known;

    /**
     * @param connections where the services are, unless options say otherwise
     * @param known finds a results file that comes with the program by the digest of its bytes
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
                throw new BadInputException("--without must name rules among " + String.join(", ", rules)
                        + ", but names \"" + name + "\".");
            }
        }
    }

    /** Says on stderr, every few seconds, what is waited for. */
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
