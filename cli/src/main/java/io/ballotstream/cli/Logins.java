package io.ballotstream.cli;

import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The logins of the jobs and the screen: the writer and the reader role, with random passwords. So they have the same
 * rights as in a real installation.
 *
 * @param writer login of the jobs
 * @param reader login of the screen and the board
 */
public record Logins(PostgresAddress writer, PostgresAddress reader) {
    private static final int PASSWORD_BYTES = 18;

    /**
     * Creates logins with new passwords, which the roles get when the seeder prepares the database.
     *
     * @param owner the database, with the owner's login
     * @return logins for the same database
     */
    public static Logins random(PostgresAddress owner) {
        return new Logins(
                new PostgresAddress(owner.jdbcUrl(), Schema.WRITER, randomPassword()),
                new PostgresAddress(owner.jdbcUrl(), Schema.READER, randomPassword()));
    }

    /** {@return the passwords, as environment variables of the seeder} */
    public Connections forSeeder() {
        return new Connections(Map.of(
                "BALLOTSTREAM_WRITER_PASSWORD", writer.password(),
                "BALLOTSTREAM_READER_PASSWORD", reader.password()));
    }

    /** {@return a new password of 24 characters that are safe in URLs and headers, from the secure random generator} */
    public static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
