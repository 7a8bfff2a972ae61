package io.ballotstream.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballotstream.cli.RootCause;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Injects faults, and repairs what they break. */
final class FaultInjector {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHECKPOINTS_AHEAD = 500;

    private final DrillServices services;
    private final DrillJobs jobs;
    private final Bursts bursts;
    private final int mostParallelism;
    private final LateBurst lateBurst;

    /** Publishes the remaining voters at once, and returns how many of them are late. */
    interface LateBurst {
        long publish() throws InterruptedException;
    }

    /** @param mostParallelism the highest parallelism to which a job may be rescaled */
    FaultInjector(DrillServices services, DrillJobs jobs, Bursts bursts, LateBurst lateBurst, int mostParallelism) {
        this.lateBurst = lateBurst;
        this.services = services;
        this.jobs = jobs;
        this.bursts = bursts;
        this.mostParallelism = mostParallelism;
    }

    /** Injects a fault, and returns when it is repaired. */
    Strike strike(Fault fault) throws InterruptedException {
        return switch (fault.kind()) {
            case KILL_TASKMANAGER -> killAndRestart(busyTaskManager(fault));
            case KILL_JOBMANAGER -> killAndRestart(services.leadingJobManager());
            case KILL_KAFKA -> killAndRestart(services.kafka());
            case KILL_POSTGRES -> killAndRestart(services.postgres());
            case KILL_ZOOKEEPER -> killAndRestart(services.zookeeper());
            case STOP_TASKMANAGER -> freeze(busyTaskManager(fault), fault.time());
            case STOP_JOBMANAGER -> freeze(services.leadingJobManager(), fault.time());
            case STOP_KAFKA -> freeze(services.kafka(), fault.time());
            case STOP_POSTGRES -> freeze(services.postgres(), fault.time());
            case STOP_ZOOKEEPER -> freeze(services.zookeeper(), fault.time());
            case LOSE_TASKMANAGER -> lose(busyTaskManager(fault));
            case RESCALE_UP -> rescale(job(fault), 1);
            case RESCALE_DOWN -> rescale(job(fault), -1);
            case RESTART_FROM_CHECKPOINT -> restartFromCheckpoint(job(fault));
            case RESTART_FROM_OLDER_CHECKPOINT -> restartFromOlderCheckpoint(job(fault));
            case CUT_POSTGRES -> cut(services.postgresRelay(), fault.time());
            case CUT_KAFKA -> cut(services.kafkaRelay(), fault.time());
            case OUTAGE_POSTGRES -> outage(services.postgres(), fault.time());
            case DISK_FULL -> fillDisk(fault.time());
            case MALFORMED_BURST -> burst(bursts.malformed());
            case DUPLICATE_BURST -> burst(bursts.duplicates());
            case LATE_BURST -> lateBurst();
        };
    }

    private static String job(Fault fault) {
        return DrillJobs.NAMES.get(fault.choice() % DrillJobs.NAMES.size());
    }

    private static Strike killAndRestart(Service service) throws InterruptedException {
        return outage(service, Duration.ZERO);
    }

    private static String kill(Service service) throws InterruptedException {
        int processes = Signal.kill(service);
        if (processes == 0) {
            throw new ServiceFailedException(service.name() + " was already down when it was to be killed.");
        }
        return service.name() + " gone" + (processes == 1 ? "" : " with " + processes + " processes");
    }

    private static Strike freeze(Service service, Duration time) throws InterruptedException {
        int processes = Signal.freeze(service, time);
        Thread.sleep(time.toMillis());
        return Strike.seen(service.name() + " stopped" + (processes == 1 ? "" : " with " + processes + " processes"));
    }

    private static Strike lose(JavaService service) throws InterruptedException {
        service.leaveDown();
        return Strike.seen(kill(service), service::restart);
    }

    private static Strike outage(Service service, Duration time) throws InterruptedException {
        String evidence = kill(service);
        Thread.sleep(time.toMillis());
        service.restart();
        return Strike.seen(evidence);
    }

    private static Strike cut(Relay relay, Duration time) throws InterruptedException {
        int connections = relay.cut();
        try {
            Thread.sleep(time.toMillis());
        } finally {
            relay.restore();
        }
        return Strike.seenIf(connections > 0, connections + " connections closed");
    }

    private static Strike burst(int records) {
        return Strike.seenIf(records > 0, records + " records published");
    }

    private Strike lateBurst() throws InterruptedException {
        long late = lateBurst.publish();
        return Strike.seenIf(late > 0, late + " late voters published");
    }

    /** Selects a TaskManager that runs tasks, because losing an idle one would not affect the jobs. */
    private JavaService busyTaskManager(Fault fault) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<JavaService> busy = new ArrayList<>();
            for (JsonNode manager : taskManagers()) {
                if (manager.path("freeSlots").asInt()
                        < manager.path("slotsNumber").asInt()) {
                    services.taskManagers().stream()
                            .filter(service -> service.isAlive()
                                    && manager.path("id").asText().startsWith(service.name() + "-"))
                            .forEach(busy::add);
                }
            }
            if (!busy.isEmpty()) {
                return busy.get(fault.choice() % busy.size());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("No TaskManager runs a task.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private JsonNode taskManagers() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return services.rest().get("/taskmanagers").path("taskmanagers");
            } catch (IOException away) {
                if (System.nanoTime() - deadline > 0) {
                    throw new ServiceFailedException("No JobManager answers: " + away.getMessage(), away);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** How many TaskManagers are registered, including dead ones whose heartbeat has not timed out yet. */
    int registeredTaskManagers() throws InterruptedException {
        return taskManagers().size();
    }

    private Strike rescale(String job, int by) throws InterruptedException {
        int before = jobs.run(job).parallelism();
        // At the lowest and highest parallelism, only the other direction is possible.
        int after = before + by < 1 || before + by > mostParallelism ? before - by : before + by;
        String savepoint = jobs.stopWithSavepoint(job);
        jobs.submit(job, after, savepoint);
        jobs.awaitWorking(job);
        return Strike.seenIf(before != after, job + " from " + before + " to " + after + " parallel subtasks");
    }

    private Strike restartFromCheckpoint(String job) throws InterruptedException {
        jobs.cancel(job);
        Path newest = newestCheckpoint(job);
        restore(job, newest);
        jobs.awaitWorking(job);
        return Strike.seen(job + " restored from " + newest.getFileName());
    }

    private Path newestCheckpoint(String job) {
        return jobs.checkpoints(job).stream()
                .findFirst()
                .orElseThrow(() -> new ServiceFailedException("The job " + job + " has left no checkpoint."));
    }

    private void restore(String job, Path from) throws InterruptedException {
        jobs.submit(job, jobs.run(job).parallelism(), from.toUri().toString());
    }

    /** Must be fenced out: a run with older state would publish votes a second time. */
    private Strike restartFromOlderCheckpoint(String job) throws InterruptedException {
        jobs.cancel(job);
        List<Path> checkpoints = jobs.checkpoints(job);
        Path newest = newestCheckpoint(job);
        int parallelism = jobs.run(job).parallelism();
        if (checkpoints.size() == 1) {
            restore(job, newest);
            jobs.awaitWorking(job);
            return Strike.seenIf(false, job + " has left one checkpoint only");
        }
        Path older = checkpoints.get(checkpoints.size() - 1);
        restore(job, older);
        try {
            jobs.awaitWorking(job);
            return Strike.seen(job + " ACCEPTED " + older.getFileName() + " after " + newest.getFileName());
        } catch (ServiceFailedException refused) {
            jobs.submit(job, parallelism, newest.toUri().toString());
            jobs.awaitWorking(job);
            return Strike.seen(job + " refused " + older.getFileName() + " after " + newest.getFileName());
        }
    }

    /** Creates files in place of the next checkpoint directories. Unlike missing permissions, these stop root, too. */
    private Strike fillDisk(Duration time) throws InterruptedException {
        long failedBefore = failedCheckpoints();
        List<Path> obstacles = new ArrayList<>();
        try {
            for (String job : DrillJobs.NAMES) {
                long last = jobs.lastCheckpointNumber(job);
                for (long number = last + 1; number <= last + CHECKPOINTS_AHEAD; number++) {
                    addObstacle(jobs.checkpoint(job, number), obstacles);
                }
            }
            Thread.sleep(time.toMillis());
            return Strike.seenIf(
                    failedCheckpoints() > failedBefore, (failedCheckpoints() - failedBefore) + " checkpoints failed");
        } finally {
            removeObstacles(obstacles);
        }
    }

    private long failedCheckpoints() throws InterruptedException {
        long failed = 0;
        for (String job : DrillJobs.NAMES) {
            failed += jobs.failedCheckpoints(job);
        }
        return failed;
    }

    private static void addObstacle(Path file, List<Path> obstacles) {
        try {
            obstacles.add(Files.createFile(file));
        } catch (IOException checkpointIsThere) {
            // A checkpoint that has begun may complete.
        }
    }

    private static void removeObstacles(List<Path> obstacles) {
        try {
            for (Path file : obstacles) {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "The files that block checkpoints cannot be deleted: " + RootCause.sentence(failure), failure);
        }
    }
}
