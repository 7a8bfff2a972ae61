package io.ballotstream.cli.drill;

import io.ballotstream.board.Board;
import io.ballotstream.board.BoardOptions;
import io.ballotstream.cli.Console;
import io.ballotstream.cli.LiveBoard;
import io.ballotstream.cli.LoggedRun;
import io.ballotstream.cli.Progress;
import io.ballotstream.cli.RunLog;
import io.ballotstream.cli.ShownWork;
import io.ballotstream.cli.StopSignal;
import io.ballotstream.cli.screen.Colors;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a drill with its directory, logs, services, screen and report. Stops all processes that it started. */
final class DrillRun {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final DrillOptions options;
    private final Console console;
    private final Console screen;
    private final StopSignal signal;

    DrillRun(DrillOptions options, Console console, StopSignal signal) {
        this.options = options;
        this.console = console;
        this.signal = signal;
        // Standard output contains only the JSON document.
        this.screen =
                options.json() ? new Console(console.err(), console.err(), Optional.empty(), Colors.NONE) : console;
    }

    /** Runs the drill, and returns its exit code. */
    int run() throws InterruptedException {
        return LoggedRun.run("drill", options.keep(), console, this::run);
    }

    private int run(RunDirectory directory, RunLog log) throws InterruptedException, IOException {
        try (Board board = Board.start(BoardOptions.onLoopback())) {
            screen.out().println("Board: " + board.address());
            printPlan();
            screen.out().println("Starting PostgreSQL, Kafka, ZooKeeper and Flink …");
            try (DrillServices services = start(directory)) {
                try {
                    return run(board, services, log);
                } finally {
                    signal.stopping();
                }
            }
        }
    }

    private DrillServices start(RunDirectory directory) throws InterruptedException, IOException {
        try {
            return DrillServices.start(directory, options.slots());
        } catch (RuntimeException failure) {
            keepLogs(directory.path().resolve("logs"));
            throw failure;
        }
    }

    private void printPlan() {
        int shown = Math.min(options.faults(), FaultKind.values().length);
        screen.out()
                .println("Ballotstream " + DrillReport.version() + ", drill with --seed " + options.seed() + ": "
                        + Schedule.of(options.seed(), options.kinds(), options.faults()).stream()
                                .limit(shown)
                                .map(Fault::title)
                                .collect(Collectors.joining(", "))
                        + (shown < options.faults() ? " …" : ""));
    }

    private int run(Board board, DrillServices services, RunLog log) throws InterruptedException {
        Progress progress = new Progress("drill", System::nanoTime);
        Drill drill = new Drill(options, services, progress);
        DrillReport report;
        try (LiveBoard counts = new LiveBoard()) {
            report = new ShownWork("drill", screen, progress, counts)
                    .run(
                            () -> drill.hold(reader -> {
                                counts.open(reader);
                                board.read(reader);
                            }),
                            () -> {});
        }
        if (!report.passes()) {
            log.keepFor(console.err());
            keepLogs(services.logs());
            console.err().println("To repeat it: ./ballotstream drill " + String.join(" ", options.command()));
        }
        if (options.json()) {
            console.out().print(report.json());
        } else {
            report.audit().ifPresent(audit -> console.out().print(audit.render(console.ansi())));
            console.out().print(report.render());
        }
        console.requireWritten();
        return report.exitCode();
    }

    /** Copies the logs of the processes into the current directory. */
    private void keepLogs(Path logs) {
        Path target = Path.of("ballotstream-drill-" + TIMESTAMP.format(LocalDateTime.now(ZoneOffset.UTC)));
        try (Stream<Path> files = Files.list(logs)) {
            Files.createDirectories(target);
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
            console.err().println("The logs of the processes are kept in " + Printable.text(target.toString()) + ".");
        } catch (IOException failure) {
            console.err().println("The logs of the processes cannot be kept: " + failure.getMessage());
        }
    }
}
