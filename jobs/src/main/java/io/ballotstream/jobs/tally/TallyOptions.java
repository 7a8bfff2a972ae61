package io.ballotstream.jobs.tally;

import io.ballotstream.store.DatabaseLogin;
import java.util.Objects;

/**
 * What the tally is told.
 *
 * @param kafka the brokers, as {@code HOST:PORT[,HOST:PORT…]}
 * @param untilNow whether to end where the topic ends at the start, instead of waiting for more votes
 */
public record TallyOptions(String kafka, DatabaseLogin database, TallySettings settings, boolean untilNow) {
    /** Refuses options without brokers, a database or settings. */
    public TallyOptions {
        Objects.requireNonNull(kafka, "--kafka must be given");
        Objects.requireNonNull(database, "--postgres must be given");
        Objects.requireNonNull(settings, "settings must be given");
    }
}
