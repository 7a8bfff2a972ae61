package io.ballotstream.jobs.cast;

import io.ballotstream.store.DatabaseLogin;
import java.util.Objects;

/**
 * What the casting job is told.
 *
 * @param kafka the brokers, as {@code HOST:PORT[,HOST:PORT…]}
 * @param untilNow whether to end where the topic ends at the start, instead of waiting for more voters
 */
public record CastingOptions(String kafka, DatabaseLogin database, boolean untilNow) {
    /** Refuses options without brokers or a database. */
    public CastingOptions {
        Objects.requireNonNull(kafka, "--kafka must be given");
        Objects.requireNonNull(database, "--postgres must be given");
    }
}
