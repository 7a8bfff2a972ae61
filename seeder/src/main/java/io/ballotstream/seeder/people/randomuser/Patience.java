package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/**
 * How long the API is waited for before it counts as failed.
 *
 * @param connecting until a connection is there
 * @param answering until an answer is there whole
 * @param attempts in a row that may fail
 * @param pause after the first failed attempt; it doubles with each further one
 * @param throttledAttempts in a row that the API may turn away because of its limit
 * @param throttledPause after each of them, where the API does not say how long
 * @param longestPause that the API may ask for
 */
record Patience(
        Duration connecting,
        Duration answering,
        int attempts,
        Duration pause,
        int throttledAttempts,
        Duration throttledPause,
        Duration longestPause) {

    /** For those who want people of the API: the limit is lifted every five minutes, so it is waited for longer. */
    static final Patience LONG = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            5,
            Duration.ofSeconds(1),
            10,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    /** For those who can do without: one retry, no waiting for the limit. */
    static final Patience SHORT = new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            2,
            Duration.ofSeconds(1),
            1,
            Duration.ZERO,
            Duration.ofSeconds(5));
}
