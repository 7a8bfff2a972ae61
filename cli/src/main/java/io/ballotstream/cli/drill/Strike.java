package io.ballotstream.cli.drill;

/**
 * How a fault struck.
 *
 * @param struck whether it was seen to
 * @param evidence by what, or why not, in a few words
 * @param repairedAt when what was broken was there again, by {@link System#nanoTime}
 * @param later what is repaired only once the votes are counted again
 */
record Strike(boolean struck, String evidence, long repairedAt, Repair later) {
    /** Repairs something. */
    interface Repair {
        void run() throws InterruptedException;
    }

    /** A fault that struck, and is repaired. */
    static Strike seen(String evidence) {
        return seenIf(true, evidence);
    }

    /** A fault that struck, if the condition holds, and is repaired. */
    static Strike seenIf(boolean condition, String evidence) {
        return new Strike(condition, evidence, System.nanoTime(), () -> {});
    }

    /** A fault that struck, with a repair that waits. */
    static Strike seen(String evidence, Repair later) {
        return new Strike(true, evidence, System.nanoTime(), later);
    }
}
