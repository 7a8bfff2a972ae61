package io.ballotstream.store;

import io.ballotstream.model.ServiceFailedException;

/** The database holds no election, or one that is not prepared; the message is one sentence that says what to do. */
public final class NoElectionException extends ServiceFailedException {
    public NoElectionException(String sentence) {
        super(sentence);
    }
}
