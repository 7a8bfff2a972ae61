package io.ballotstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A PostgreSQL installation in a directory: programs, data and log. All clients need the password of a role. There is
 * no Unix socket.
 */
final class PostgresCluster {

    static final String HOST = "127.0.0.1";
    static final String SUPERUSER = "postgres";

    /** Settings for {@link #create}: committed data survives a power failure. */
    static final List<String> DURABLE = List.of();
    /** Settings for {@link #create}: committed data survives a killed server, but not a power failure. */
    static final List<String> WITHOUT_FSYNC = List.of("fsync=off", "full_page_writes=off");

    private static final String PORT_TAKEN = "could not bind";
    private static final int ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path data;
    private final Path log;
    private final Path output;
    private final PostgresBinaries binaries;
    private final UnprivilegedAccount account;

    private PostgresCluster(Path directory, PostgresBinaries binaries, UnprivilegedAccount account) {
        this.data = directory.resolve("data");
        this.log = directory.resolve("server.log");
        this.output = directory.resolve("programs.log");
        this.binaries = binaries;
        this.account = account;
    }

    /**
     * Unpacks the programs and initializes the data directory.
     *
     * @param directory an empty directory, directly below the run's directory
     * @param durability {@link #DURABLE} or {@link #WITHOUT_FSYNC}
     */
    static PostgresCluster create(
            Path directory, UnprivilegedAccount account, String superuserPassword, List<String> durability)
            throws IOException, InterruptedException {
        PostgresBinaries binaries = PostgresBinaries.unpack(directory.resolve("programs"));
        PostgresCluster cluster = new PostgresCluster(directory, binaries, account);
        Path passwordFile = Files.writeString(directory.resolve("password"), superuserPassword);
        account.own(directory);
        try {
            cluster.initialize(passwordFile, durability);
        } finally {
            Files.delete(passwordFile);
        }
        return cluster;
    }

    /**
     * Starts the server on a free port, and waits until it accepts connections.
     *
     * @return the port
     * @throws ServiceStartException if the server does not start; the message contains its log
     */
    int start() throws IOException, InterruptedException {
        return start(PostgresCluster::freePort);
    }

    int start(Ports ports) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = ports.next();
            if (run(startOn(port))) {
                return port;
            }
            String words = Files.exists(log) ? Files.readString(log) : Files.readString(output);
            // Another process may have taken the port since it was free.
            if (attempt == ATTEMPTS || !words.contains(PORT_TAKEN)) {
                throw new ServiceStartException("PostgreSQL does not start in " + data + ":\n" + words);
            }
            Files.delete(log);
        }
    }

    /**
     * Starts the server again on a port, and waits until it accepts connections. Retries while processes of a killed
     * server still use its shared memory.
     *
     * @throws ServiceStartException if the server does not start within a minute, the message contains its log
     */
    void restart(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!run(startOn(port))) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceStartException(
                        "PostgreSQL does not start again in " + data + ":\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private List<String> startOn(int port) {
        return List.of(
                binaries.pgCtl(),
                "--wait",
                "--timeout=60",
                "--pgdata=" + data,
                "--log=" + log,
                "--options=-p " + port,
                "start");
    }

    /** The processes of the running server, the main process first; empty if it is down. */
    List<ProcessHandle> processes() {
        return PostgresProcess.in(data).map(PostgresProcess::all).orElse(List.of());
    }

    /** Chooses ports. */
    interface Ports {
        int next() throws IOException;
    }

    /** Stops the server if it runs, without waiting for its clients. Committed data is kept. */
    void stop() throws IOException {
        Optional<PostgresProcess> process = PostgresProcess.in(data);
        if (process.isPresent()) {
            process.get().stop();
        }
    }

    private void initialize(Path passwordFile, List<String> durability) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                binaries.initdb(),
                "--pgdata=" + data,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                // Sorts and compares text in any script in the same way on all systems.
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                // Skips the sync of initdb only. The server itself syncs its commits.
                "--no-sync",
                "--no-instructions"));
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=" + HOST,
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC",
                // Nothing uses LISTEN, but any role could fill the queue.
                "max_notify_queue_pages=64",
                // Each parallel subtask of a job has its own connection for each table.
                "max_connections=800"));
        settings.addAll(durability);
        settings.forEach(setting -> Collections.addAll(command, "--set", setting));
        if (!run(command)) {
            throw new ServiceStartException("PostgreSQL cannot initialize " + data + ":\n" + Files.readString(output));
        }
    }

    private boolean run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(account.command(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Variables that the user has set for other programs (PGDATA, TZ, POSIXLY_CORRECT, LD_PRELOAD) must not apply.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return process.waitFor() == 0;
        } finally {
            process.destroy();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }
}
