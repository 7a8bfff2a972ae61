package io.ballotstream.cli.drill;

import java.util.List;

/** A service in processes of its own, which can be killed, frozen and started again. */
interface Service {
    /** Its name in reports, such as {@code kafka}. */
    String name();

    /** Its processes that run, the one that starts the others first; none while it is down. */
    List<ProcessHandle> processes();

    /** Starts it again after it was killed, and returns when it accepts connections. */
    void restart() throws InterruptedException;
}
