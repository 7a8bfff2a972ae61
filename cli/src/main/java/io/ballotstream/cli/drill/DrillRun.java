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
import io.ballotstream.model.ExitCode;
import io.ballotstream.model.Printable;
import io.ballotstream.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
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
        if (options.upgrade().isEmpty()) {
            return run(Optional.empty());
        }
        try (Snapshot snapshot = Snapshot.open(options.upgrade().get())) {
            return run(Optional.of(snapshot));
        }
    }

    private int run(Optional<Snapshot> snapshot) throws InterruptedException {
        return LoggedRun.run("drill", options.keep(), console, (directory, log) -> run(directory, log, snapshot));
    }

    private int run(RunDirectory directory, RunLog log, Optional<Snapshot> snapshot)
            throws InterruptedException, IOException {
        try (Board board = Board.start(BoardOptions.onLoopback())) {
            screen.out().println("Board: " + board.address());
            screen.out().println(plan(snapshot));
            screen.out().println("Starting PostgreSQL, Kafka, ZooKeeper and Flink …");
            try (DrillServices services = start(directory, snapshot)) {
                try {
                    return run(board, services, log, snapshot);
                } finally {
                    signal.stopping();
                }
            }
        }
    }

    private DrillServices start(RunDirectory directory, Optional<Snapshot> snapshot)
            throws InterruptedException, IOException {
        try {
            return DrillServices.start(directory, options.slots(), snapshot);
        } catch (RuntimeException failure) {
            keepLogs(directory.path().resolve("logs"));
            throw failure;
        }
    }

    private String plan(Optional<Snapshot> snapshot) {
        String drill = "Ballotstream " + DrillReport.version()
                + snapshot.map(stored -> ", upgrade from " + stored.release()).orElse("")
                + ", drill with --seed " + options.seed();
        if (options.snapshot().isPresent()) {
            return drill + ", to be stored in "
                    + Printable.text(options.snapshot().get().toString());
        }
        int shown = Math.min(options.faults(), FaultKind.values().length);
        String faults = Schedule.of(options.seed(), options.kinds(), options.faults()).stream()
                .limit(shown)
                .map(Fault::title)
                .collect(Collectors.joining(", "));
        return drill + ": " + (shown == 0 ? "no faults" : faults) + (shown < options.faults() ? " …" : "");
    }

    private int run(Board board, DrillServices services, RunLog log, Optional<Snapshot> snapshot)
            throws InterruptedException {
        Progress progress = new Progress("drill", System::nanoTime);
        Drill drill = new Drill(options, services, progress);
        try (LiveBoard counts = new LiveBoard()) {
            ShownWork work = new ShownWork("drill", screen, progress, counts);
            Consumer<PostgresAddress> electionExists = reader -> {
                counts.open(reader);
                board.read(reader);
            };
            if (options.snapshot().isPresent()) {
                Path file = options.snapshot().get();
                long published = work.run(() -> drill.store(file, electionExists), () -> {});
                console.out().println("Stored after " + published + " records: " + Printable.text(file.toString()));
                console.requireWritten();
                return ExitCode.DONE;
            }
            return print(work.run(() -> drill.hold(snapshot, electionExists), () -> {}), services, log);
        }
    }

    private int print(DrillReport report, DrillServices services, RunLog log) {
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
