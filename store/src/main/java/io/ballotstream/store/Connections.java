package io.ballotstream.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses and secrets from options, the environment, and defaults. An option takes precedence over the environment.
 * Secrets come from the environment or from a file named there, never from an option. An empty variable counts as
 * unset. Immutable.
 */
public final class Connections {
    /** The default address of Kafka. */
    public static final String DEFAULT_KAFKA = "127.0.0.1:9092";

    /** The default address of PostgreSQL. */
    public static final String DEFAULT_POSTGRES = "postgresql://127.0.0.1:5432/ballotstream";

    /** The default user of PostgreSQL. */
    public static final String DEFAULT_USER = "ballotstream";

    private static final String BROKER = "(\\[[0-9a-fA-F:.]+]|[^\\s,:/\\[\\]]+):[0-9]{1,5}";
    private static final Pattern BROKERS = Pattern.compile("([\\w.-]+@)?" + BROKER + "(," + BROKER + ")*");

    private final Map<String, String> environment;

    /**
     * Reads an environment.
     *
     * @param environment as of {@link System#getenv()}
     */
    public Connections(Map<String, String> environment) {
        // An empty variable counts as unset, so that an environment file can list all variables and set only some.
        this.environment = environment.entrySet().stream()
                .filter(variable -> !variable.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Returns the brokers.
     *
     * @param option the option's value, or null
     * @return {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @throws IllegalArgumentException if the addresses have the wrong form
     */
    public String kafka(String option) {
        String brokers = option != null ? option : environment.getOrDefault("BALLOTSTREAM_KAFKA", DEFAULT_KAFKA);
        if (!BROKERS.matcher(brokers).matches()) {
            throw new IllegalArgumentException(
                    "The brokers must have the form [USER@]HOST:PORT[,HOST:PORT…], but are \"" + brokers + "\".");
        }
        return brokers;
    }

    /**
     * Returns the database from the option, or from {@code BALLOTSTREAM_POSTGRES_URL}, {@code …_USER} and
     * {@code …_PASSWORD} or {@code …_PASSWORD_FILE}.
     *
     * @param option the option's value, or null
     * @return the address, with the password if the environment has one
     * @throws IllegalArgumentException if the address has the wrong form or the password file cannot be read
     */
    public PostgresAddress postgres(String option) {
        String url = option != null ? option : environment.getOrDefault("BALLOTSTREAM_POSTGRES_URL", DEFAULT_POSTGRES);
        String user = environment.getOrDefault("BALLOTSTREAM_POSTGRES_USER", DEFAULT_USER);
        return PostgresAddress.parse(url, user, secret("BALLOTSTREAM_POSTGRES_PASSWORD"));
    }

    /**
     * Returns a secret from a variable, or from the first line of the file that {@code variable_FILE} names.
     *
     * @param variable name of the variable
     * @return null if neither variable is set
     * @throws IllegalArgumentException if the file cannot be read
     */
    public String secret(String variable) {
        String value = environment.get(variable);
        String file = environment.get(variable + "_FILE");
        if (value != null || file == null) {
            return value;
        }
        try (var lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("");
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The file " + file + ", named by " + variable + "_FILE, cannot be read.");
        }
    }
}
