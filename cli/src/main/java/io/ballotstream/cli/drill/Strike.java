package io.ballotstream.cli.drill;

/**
 * A fault that was injected.
 *
 * @param struck whether there is evidence that it struck
 * @param evidence that it struck, or why there is none, in a few words
 * @param repairedAt time of the repair, by {@link System#nanoTime}
 * @param later the repair that must wait until the count has caught up
 */
record Strike(boolean struck, String evidence, long repairedAt, Repair later) {
    /** Repairs what a fault broke. */
    interface Repair {
        void run() throws InterruptedException;
    }

    /** A fault that struck, and is repaired. */
    static Strike seen(String evidence) {
        return seenIf(true, evidence);
    }

    /** A fault that struck if the condition holds, and is repaired. */
    static Strike seenIf(boolean condition, String evidence) {
        return new Strike(condition, evidence, System.nanoTime(), () -> {});
    }

    /** A fault that struck, and whose repair waits until the count has caught up. */
    static Strike seen(String evidence, Repair later) {
        return new Strike(true, evidence, System.nanoTime(), later);
    }
}
