package io.ballotstream.cli.drill;

import io.ballotstream.model.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a drill does to an election. */
enum FaultKind {
    KILL_TASKMANAGER("SIGKILL a TaskManager; the other one has free slots"),
    KILL_JOBMANAGER("SIGKILL the leading JobManager; a standby is there"),
    KILL_KAFKA("SIGKILL the broker, and start it again"),
    KILL_POSTGRES("SIGKILL PostgreSQL, and start it again"),
    KILL_ZOOKEEPER("SIGKILL ZooKeeper, and start it again"),
    STOP_TASKMANAGER("SIGSTOP a TaskManager for 1 to 20 s, then SIGCONT"),
    STOP_JOBMANAGER("the same with the leading JobManager"),
    STOP_KAFKA("the same with the broker"),
    STOP_POSTGRES("the same with PostgreSQL"),
    STOP_ZOOKEEPER("the same with ZooKeeper"),
    LOSE_TASKMANAGER("SIGKILL a TaskManager, and start none in its place until the votes are counted"),
    RESCALE_UP("stop a job with a savepoint, and restore it with one more parallel subtask"),
    RESCALE_DOWN("the same with one parallel subtask less"),
    RESTART_FROM_CHECKPOINT("cancel a job, and restore it from its retained checkpoint"),
    RESTART_FROM_OLDER_CHECKPOINT("cancel a job, restore it from a checkpoint that is too old, which must be refused"),
    CUT_POSTGRES("close the jobs' connections to PostgreSQL, and refuse new ones for 1 to 20 s"),
    CUT_KAFKA("the same with the jobs' connections to Kafka"),
    OUTAGE_POSTGRES("SIGKILL PostgreSQL, and start it again after 30 s"),
    DISK_FULL("let no checkpoint be written for 1 to 20 s"),
    MALFORMED_BURST("publish a million records that cannot be read"),
    DUPLICATE_BURST("publish the records of voters who have voted once more");

    private final String says;

    FaultKind(String says) {
        this.says = says;
    }

    /** Its name on the command line and in reports, such as {@code kill-kafka}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is done, in a few words. */
    String says() {
        return says;
    }

    /**
     * Whether it adds records to the topic that the publisher did not send. It comes after all other kinds, because a publisher
     * that resumes refuses a topic with records of others.
     */
    boolean isBurst() {
        return this == MALFORMED_BURST || this == DUPLICATE_BURST;
    }

    /**
     * Reads names, separated by commas.
     *
     * @throws BadInputException for a name that is none
     */
    static List<FaultKind> parse(String names) {
        return Arrays.stream(names.split(",")).map(FaultKind::named).distinct().toList();
    }

    private static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--only must name faults, but \"" + name + "\" is none of "
                        + Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", ")) + "."));
    }
}
