package io.ballotstream.jobs.fencing;

/** A job must not run like this, however often it tries; the message is one sentence that says what to do. */
public final class RunRefusedException extends Exception {
    public RunRefusedException(String sentence) {
        super(sentence);
    }
}
