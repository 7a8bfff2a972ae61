package io.ballotstream.jobs;

import io.ballotstream.store.DatabaseLogin;
import java.util.Objects;

/**
 * The options of both jobs.
 *
 * @param kafka the brokers, as {@code [USER@]HOST:PORT[,HOST:PORT…]}
 * @param database the login to PostgreSQL
 * @param bounded whether the job ends at the end offsets that its input topic has when the job starts
 */
public record JobOptions(String kafka, DatabaseLogin database, boolean bounded) {
    /** Requires brokers and a database. */
    public JobOptions {
        Objects.requireNonNull(kafka, "--kafka must be given");
        Objects.requireNonNull(database, "--postgres must be given");
    }
}
