package io.ballotstream.cli.drill;

import io.ballotstream.cli.RootCause;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service that runs as a child process: a Java program on this program's class path. Its output is appended to a log
 * file. Thread-safe.
 */
final class JavaService implements Service {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int CONNECT_TIMEOUT_MS = 1000;
    /** Prefixes of the JVM options that child processes inherit: those for access and locale, not those for memory. */
    private static final List<String> INHERITED =
            List.of("--add-", "--enable-", "--sun-", "-XX:+Ignore", "-Duser.", "-Dfile.encoding", "-Djdk.net.hosts");

    /** Supplies the program's arguments, anew for each start. */
    interface Arguments {
        List<String> next() throws IOException;
    }

    private final String name;
    private final ServiceProgram program;
    private final Files files;
    private final int heapMebibytes;
    private final Arguments arguments;
    private final int port;
    private Process process;
    private boolean leftDown;

    /**
     * The files and variables that all child processes share.
     *
     * @param logs directory of the log files
     * @param temporary directory for temporary files
     * @param log4j configuration of Log4j
     * @param environment variables in addition to those of this process
     */
    record Files(Path logs, Path temporary, Path log4j, Map<String, String> environment) {}

    /** @param port that accepts connections once the service is up; 0 if no caller waits for that */
    JavaService(String name, ServiceProgram program, Files files, int heapMebibytes, int port, Arguments arguments) {
        this.name = name;
        this.program = program;
        this.files = files;
        this.heapMebibytes = heapMebibytes;
        this.port = port;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether the process ended although it should run. */
    synchronized boolean hasEnded() {
        return !leftDown && !isAlive();
    }

    /** Marks the service as down on purpose, until it is started again. */
    synchronized void leaveDown() {
        leftDown = true;
    }

    /** Starts the process, and returns at once. */
    synchronized void start() {
        leftDown = false;
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                // The processes are started often and live briefly, so fast compilation matters more than fast code.
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + files.temporary(),
                "-Dlog4j2.configurationFile=" + files.log4j().toUri(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProgram.class.getName(),
                program.name()));
        try {
            command.addAll(arguments.next());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log().toFile()));
            builder.environment().putAll(files.environment());
            process = builder.start();
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "The process " + name + " cannot be started: " + RootCause.sentence(failure), failure);
        }
    }

    /** The log file of all processes of the service. */
    Path log() {
        return files.logs().resolve(name + ".log");
    }

    /**
     * Waits until the service accepts connections.
     *
     * @throws ServiceFailedException if it accepts none within two minutes, or its process ends
     */
    void awaitUp() throws InterruptedException {
        if (port == 0) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!acceptsConnections()) {
            if (!isAlive() || System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException(
                        isAlive()
                                ? "The process " + name + " did not accept a connection within " + PATIENCE.toSeconds()
                                        + " s."
                                : "The process " + name + " ended while it was starting.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean acceptsConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(Relay.HOST), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public synchronized List<ProcessHandle> processes() {
        return isAlive() ? List.of(process.toHandle()) : List.of();
    }

    @Override
    public void restart() throws InterruptedException {
        start();
        awaitUp();
    }
}
