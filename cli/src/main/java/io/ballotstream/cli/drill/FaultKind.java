package io.ballotstream.cli.drill;

import io.ballotstream.model.BadInputException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** A kind of fault; {@code docs/drill.md} describes each. */
enum FaultKind {
    KILL_TASKMANAGER,
    KILL_JOBMANAGER,
    KILL_KAFKA,
    KILL_POSTGRES,
    KILL_ZOOKEEPER,
    STOP_TASKMANAGER,
    STOP_JOBMANAGER,
    STOP_KAFKA,
    STOP_POSTGRES,
    STOP_ZOOKEEPER,
    LOSE_TASKMANAGER,
    RESCALE_UP,
    RESCALE_DOWN,
    RESTART_FROM_CHECKPOINT,
    RESTART_FROM_OLDER_CHECKPOINT,
    CUT_POSTGRES,
    CUT_KAFKA,
    OUTAGE_POSTGRES,
    DISK_FULL,
    MALFORMED_BURST,
    DUPLICATE_BURST,
    LATE_BURST;

    /** Its name on the command line and in reports, such as {@code kill-kafka}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How late in a drill faults of this kind strike; lower ones strike first. */
    int order() {
        return switch (this) {
            // It publishes all remaining voters.
            case LATE_BURST -> 2;
            // A publisher that resumes after an outage rejects a topic that contains other records.
            case MALFORMED_BURST, DUPLICATE_BURST -> 1;
            default -> 0;
        };
    }

    /**
     * Reads names, separated by commas.
     *
     * @throws BadInputException if a name is not that of a kind
     */
    static List<FaultKind> parse(String names) {
        return Arrays.stream(names.split(",")).map(FaultKind::named).distinct().toList();
    }

    private static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--only must be a comma-separated list of faults, but \""
                        + name + "\" is none of " + String.join(", ", words()) + "."));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    /** The names of all kinds, for the help text. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
