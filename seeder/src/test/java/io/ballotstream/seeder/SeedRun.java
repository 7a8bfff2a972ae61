package io.ballotstream.seeder;

import io.ballotstream.seeder.command.SeedCommand;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * The output and the exit code of {@code ballotstream seed}.
 *
 * @param out the text on stdout
 * @param err the text on stderr, without progress
 */
record SeedRun(int exitCode, String out, String err) {
    /** Runs the command in this process, without services. */
    static SeedRun withoutServices(String... arguments) {
        return of(Map.of("BALLOTSTREAM_POSTGRES_URL", "postgresql://127.0.0.1:1/none"), List.of(arguments));
    }

    /** Runs the command in this process. */
    static SeedRun on(SeededServices services, String... arguments) {
        return of(environment(services), List.of(arguments));
    }

    /** The environment variables with the addresses of the services. */
    static Map<String, String> environment(SeededServices services) {
        PostgresAddress database = services.database;
        Map<String, String> environment = new HashMap<>();
        environment.put("BALLOTSTREAM_KAFKA", services.brokers);
        environment.put("BALLOTSTREAM_POSTGRES_URL", database.jdbcUrl());
        environment.put("BALLOTSTREAM_POSTGRES_USER", database.user());
        environment.put("BALLOTSTREAM_POSTGRES_PASSWORD", database.password());
        return environment;
    }

    private static SeedRun of(Map<String, String> environment, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new SeedCommand(new Connections(environment)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        // Synthetic people, because no test may send requests to another host.
        List<String> offline = new ArrayList<>(List.of("--source", "synthetic"));
        offline.addAll(arguments);
        int exitCode = command.execute(offline.toArray(String[]::new));
        return new SeedRun(exitCode, out.toString(), err.toString());
    }
}
