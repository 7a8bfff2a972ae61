package io.ballotstream.jobs;

import io.ballotstream.store.DatabaseLogin;
import java.util.Objects;

/**
 * Where a job finds its services, and whether it ends.
 *
 * @param kafka the brokers, as {@code HOST:PORT[,HOST:PORT…]}
 * @param bounded whether the job ends at the topic's end offsets of its start, instead of waiting for more records
 */
public record JobOptions(String kafka, DatabaseLogin database, boolean bounded) {
    /** Refuses options without brokers or a database. */
    public JobOptions {
        Objects.requireNonNull(kafka, "--kafka must be given");
        Objects.requireNonNull(database, "--postgres must be given");
    }
}
