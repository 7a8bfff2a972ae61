package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/** Lets time pass between two attempts. */
@FunctionalInterface
interface Pauses {
    /** By sleeping. */
    Pauses SLEEP = pause -> {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptedException("Interrupted while waiting to ask the API of people again");
        }
    };

    void pause(Duration pause) throws InterruptedException;
}
