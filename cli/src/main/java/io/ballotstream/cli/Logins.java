package io.ballotstream.cli;

import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * How the jobs and the screen log in: as the writer and the reader role, with a random password each, so that they have
 * exactly the rights they have in a real installation.
 */
public record Logins(PostgresAddress writer, PostgresAddress reader) {
    private static final int PASSWORD_BYTES = 18;

    /** @param owner of the database that both roles are to use */
    public static Logins random(PostgresAddress owner) {
        return new Logins(
                new PostgresAddress(owner.jdbcUrl(), Schema.WRITER, randomPassword()),
                new PostgresAddress(owner.jdbcUrl(), Schema.READER, randomPassword()));
    }

    /** The passwords, where the seeder looks for those that it is to set. */
    public Connections forSeeder() {
        return new Connections(Map.of(
                "BALLOTSTREAM_WRITER_PASSWORD", writer.password(),
                "BALLOTSTREAM_READER_PASSWORD", reader.password()));
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
