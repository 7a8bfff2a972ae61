package io.ballotstream.cli.drill;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param pause between the recovery from the previous fault and this one
 * @param time until the repair, for kinds that have a duration
 * @param choice selects what it strikes: a random number from 0, taken modulo the number of candidates
 */
record Fault(FaultKind kind, Duration pause, Duration time, int choice) {
    /** Its name in reports, with the time if its kind has one, such as {@code cut-kafka for 16 s}. */
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
