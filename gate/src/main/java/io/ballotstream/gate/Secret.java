package io.ballotstream.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that a request needs to change something. It is in the file that {@code BALLOTSTREAM_FLINK_SECRET_FILE}
 * names. If the variable is not set, or if the file cannot be read, no request has the secret.
 */
final class Secret {
    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
    private static final String VARIABLE = "BALLOTSTREAM_FLINK_SECRET_FILE";
    private static final String SCHEME = "Bearer ";

    private final Optional<Path> file;

    /** @param environment as of {@link System#getenv()} */
    Secret(Map<String, String> environment) {
        this.file = Optional.ofNullable(environment.get(VARIABLE))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** Whether an {@code Authorization} header contains the secret. The header may be null. */
    boolean isHeldBy(String authorization) {
        if (file.isEmpty() || authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        try {
            byte[] expected = Files.readString(file.get()).strip().getBytes(StandardCharsets.UTF_8);
            byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
            // Comparison in constant time.
            return expected.length > 0 && MessageDigest.isEqual(expected, given);
        } catch (IOException e) {
            LOG.warn(
                    "The file {}, named by {}, cannot be read. Requests with a secret are refused.",
                    file.get(),
                    VARIABLE);
            return false;
        }
    }
}
