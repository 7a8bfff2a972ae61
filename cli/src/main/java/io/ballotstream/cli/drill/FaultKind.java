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
    DUPLICATE_BURST;

    /** Its name on the command line and in reports, such as {@code kill-kafka}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether it adds records to the topic that the publisher did not send. Bursts come after all other kinds, because a
     * publisher that resumes rejects a topic that contains records of another publisher.
     */
    boolean isBurst() {
        return this == MALFORMED_BURST || this == DUPLICATE_BURST;
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
