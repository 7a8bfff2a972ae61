package io.ballotstream.cli.drill;

import java.util.List;

/** A service in separate processes, which can be killed, frozen and restarted. */
interface Service {
    /** Its name in reports, such as {@code kafka}. */
    String name();

    /** Its running processes, parents before their children; empty while it is down. */
    List<ProcessHandle> processes();

    /** Starts it after it was killed, and returns when it accepts connections. */
    void restart() throws InterruptedException;
}
