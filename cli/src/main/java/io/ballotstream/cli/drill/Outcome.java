package io.ballotstream.cli.drill;

import java.time.Duration;

/**
 * What became of one fault.
 *
 * @param struck whether it was seen to strike
 * @param evidence by what, or why not
 * @param inFlight records that were published but neither counted nor rejected when it struck
 * @param failures of both jobs until the votes were counted again
 * @param standStill the longest time in which the board's count did not grow, from the strike until it had caught up
 * @param afterReturn from when what was broken was there again until the count grew next
 */
record Outcome(
        Fault fault,
        boolean struck,
        String evidence,
        long inFlight,
        int failures,
        Duration standStill,
        Duration afterReturn) {}
