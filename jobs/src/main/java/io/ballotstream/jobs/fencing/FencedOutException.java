package io.ballotstream.jobs.fencing;

/** A run must not write the outputs of its job, and a restart cannot change that. The message says what to do. */
public final class FencedOutException extends Exception {
    /**
     * Fences out a run.
     *
     * @param sentence says why the run is fenced out and what to do
     */
    public FencedOutException(String sentence) {
        super(sentence);
    }
}
