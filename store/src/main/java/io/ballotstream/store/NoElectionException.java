package io.ballotstream.store;

import io.ballotstream.model.ServiceFailedException;

/** The database holds no election, or one that is not completely prepared. The message says what to do. */
public final class NoElectionException extends ServiceFailedException {
    /**
     * Reports what is missing.
     *
     * @param sentence says what is missing and what to do
     */
    public NoElectionException(String sentence) {
        super(sentence);
    }
}
