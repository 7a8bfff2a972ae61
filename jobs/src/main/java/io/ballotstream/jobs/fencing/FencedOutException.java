package io.ballotstream.jobs.fencing;

/** A run must not write its job's outputs, however often it restarts; the message is one sentence that says what to do. */
public final class FencedOutException extends Exception {
    public FencedOutException(String sentence) {
        super(sentence);
    }
}
