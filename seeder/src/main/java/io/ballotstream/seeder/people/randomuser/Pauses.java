package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/** Lets time pass between two attempts. */
@FunctionalInterface
interface Pauses {
    /** By sleeping. */
    Pauses SLEEP = pause -> Thread.sleep(pause.toMillis());

    void pause(Duration pause) throws InterruptedException;
}
