package io.ballotstream.cli.drill;

import java.time.Duration;

/**
 * The outcome of one fault.
 *
 * @param struck whether there is evidence that it struck
 * @param evidence that it struck, or why there is none
 * @param inFlight records that were published but neither counted nor rejected when it struck
 * @param failures of both jobs until the count had caught up
 * @param standStill the longest time in which the board's count did not grow, from the strike until it had caught up
 * @param afterReturn from the repair until the count grew next
 */
record Outcome(
        Fault fault,
        boolean struck,
        String evidence,
        long inFlight,
        int failures,
        Duration standStill,
        Duration afterReturn) {}
