package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/** Pauses between two attempts. */
@FunctionalInterface
interface Pauses {
    /** Sleeps. */
    Pauses SLEEP = pause -> {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptedException("Interrupted while waiting to retry the people API");
        }
    };

    void pause(Duration pause) throws InterruptedException;
}
