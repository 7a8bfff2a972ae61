package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/**
 * The timeouts and retries of requests to the API.
 *
 * @param connecting timeout of the connection
 * @param answering timeout of the complete response
 * @param attempts consecutive attempts that may fail
 * @param pause after the first failed attempt; doubles after each further one
 * @param throttledAttempts consecutive attempts that the API may reject because of its rate limit
 * @param throttledPause after each of them, if the API does not say how long to wait
 * @param longestPause the longest pause that the API may ask for
 */
record Patience(
        Duration connecting,
        Duration answering,
        int attempts,
        Duration pause,
        int throttledAttempts,
        Duration throttledPause,
        Duration longestPause) {

    /** For users who require people from the API. The rate limit is reset every five minutes, so it waits longer. */
    static final Patience LONG = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            5,
            Duration.ofSeconds(1),
            10,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15));

    /** For users who do not require them: one retry, and no waiting for the rate limit. */
    static final Patience SHORT = new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            2,
            Duration.ofSeconds(1),
            1,
            Duration.ZERO,
            Duration.ofSeconds(5));
}
