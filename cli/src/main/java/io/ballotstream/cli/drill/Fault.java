package io.ballotstream.cli.drill;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param pause between the recovery from the fault before and this one
 * @param time how long what is broken stays so, for kinds that say how long
 * @param choice from 0, reduced modulo the number of things that it can strike
 */
record Fault(FaultKind kind, Duration pause, Duration time, int choice) {
    /** As reports name it. */
    String title() {
        return switch (kind) {
            case STOP_TASKMANAGER,
                    STOP_JOBMANAGER,
                    STOP_KAFKA,
                    STOP_POSTGRES,
                    STOP_ZOOKEEPER,
                    CUT_POSTGRES,
                    CUT_KAFKA,
                    DISK_FULL,
                    OUTAGE_POSTGRES -> kind.word() + " for " + time.toSeconds() + " s";
            default -> kind.word();
        };
    }
}
