package io.ballotstream.bench;

import io.ballotstream.cli.Console;
import io.ballotstream.cli.LoggedRun;
import io.ballotstream.cli.Services;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ExitCode;
import io.ballotstream.model.ServiceFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** Runs the benchmarks one after the other with shared services, and prints a table for each. */
final class BenchRun {
    private final BenchOptions options;
    private final Console console;
    private final Notes notes;

    BenchRun(BenchOptions options, Console console) {
        this.options = options;
        this.console = console;
        this.notes = new Notes(console.err());
    }

    /**
     * Runs all selected benchmarks.
     *
     * @return the exit code, which depends on the correctness of the counts and not on their speed
     * @throws BadInputException if the host name of this machine cannot be resolved
     * @throws ServiceFailedException if a service failed; earlier results have been printed
     */
    int run() throws InterruptedException {
        return LoggedRun.run("benchmark", Optional.empty(), console, (directory, log) -> {
            // Both jobs run at the same time, each with all its subtasks.
            try (Services services = Services.start(directory, log, 2 * options.parallelism())) {
                notes.say("Starting PostgreSQL, Kafka and Flink");
                return measure(services);
            }
        });
    }

    private int measure(Services services) throws InterruptedException {
        boolean right = true;
        try (Stage stage = new Stage(services, options.parallelism(), notes)) {
            printCircumstances(stage.tables());
            for (Benchmark benchmark : benchmarks(stage)) {
                List<Figure> figures = benchmark.measure();
                console.out().println();
                console.out().print(new FigureTable(benchmark.title(), figures).text());
                right &= figures.stream()
                        .filter(figure ->
                                figure.target().filter(Target::isOfExactness).isPresent())
                        .allMatch(Figure::meetsTarget);
            }
        }
        return right ? ExitCode.DONE : ExitCode.RULE_FAILED;
    }

    private void printCircumstances(Tables tables) {
        console.out().println("Machine:  " + Machine.here().text());
        console.out()
                .println("Services: PostgreSQL " + tables.text("SHOW server_version") + " (fsync "
                        + tables.text("SHOW fsync") + ", synchronous_commit " + tables.text("SHOW synchronous_commit")
                        + "), Kafka " + AppInfoParser.getVersion() + ", Flink "
                        + EnvironmentInformation.getVersion() + "; jobs with parallelism " + options.parallelism());
    }

    private List<Benchmark> benchmarks(Stage stage) {
        List<Benchmark> benchmarks = new ArrayList<>();
        for (Subject subject : options.subjects()) {
            benchmarks.add(
                    switch (subject) {
                        case END_TO_END ->
                            new EndToEnd(stage, options.election(), options.rounds(), notes, console.err());
                        case TALLY -> new Tally(stage, options.election(), options.rounds(), notes);
                        case CASTING -> new Casting(stage, options.election(), options.rounds(), notes);
                        case LATENCY ->
                            new Latency(
                                    stage,
                                    options.latencyRate(),
                                    options.latencyTime(),
                                    options.latencyVoters(),
                                    notes);
                        case BOARD -> new BoardLoad(stage, options.election(), options.rounds(), notes, console.err());
                        case MEMORY -> new Memory(stage, options.memoryVoters(), notes);
                    });
        }
        return benchmarks;
    }
}
