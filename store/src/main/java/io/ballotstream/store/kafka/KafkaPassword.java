package io.ballotstream.store.kafka;

import io.ballotstream.model.BadInputException;
import io.ballotstream.store.Connections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Provides Kafka's clients with the password from the environment of their process: {@code BALLOTSTREAM_KAFKA_PASSWORD}
 * or {@code …_PASSWORD_FILE}. Thread-safe.
 */
public final class KafkaPassword implements ConfigProvider {
    static final String KEY = "password";
    private static final String VARIABLE = "BALLOTSTREAM_KAFKA_PASSWORD";

    private final Connections environment;

    /** Reads the environment of this process. */
    public KafkaPassword() {
        this(System.getenv());
    }

    /** @param environment as of {@link System#getenv()} */
    KafkaPassword(Map<String, String> environment) {
        this.environment = new Connections(environment);
    }

    @Override
    public ConfigData get(String path) {
        return get(path, Set.of(KEY));
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        return new ConfigData(keys.stream().collect(Collectors.toMap(Function.identity(), key -> password())));
    }

    /** The password, escaped for a quoted string of a JAAS configuration. */
    private String password() {
        String password;
        try {
            password = environment.secret(VARIABLE);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
        if (password == null) {
            throw new BadInputException("The address of Kafka names a user, so " + VARIABLE + " or " + VARIABLE
                    + "_FILE must be set to the user's password.");
        }
        return password.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There are no settings besides the environment.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
