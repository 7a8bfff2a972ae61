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
 * The secret of those who may change something, in the file that {@code BALLOTSTREAM_FLINK_SECRET_FILE} names. Without that
 * variable, or while the file cannot be read, nobody has it.
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

    /** Whether an {@code Authorization} header, which may be null, holds the secret. */
    boolean isHeldBy(String authorization) {
        if (file.isEmpty() || authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        try {
            byte[] expected = Files.readString(file.get()).strip().getBytes(StandardCharsets.UTF_8);
            byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
            // Takes the same time wherever they differ.
            return expected.length > 0 && MessageDigest.isEqual(expected, given);
        } catch (IOException e) {
            LOG.warn(
                    "The file {}, named by {}, cannot be read: requests with a secret are refused.",
                    file.get(),
                    VARIABLE);
            return false;
        }
    }
}
