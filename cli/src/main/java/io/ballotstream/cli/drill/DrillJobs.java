package io.ballotstream.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Starts, stops and restores both jobs on the cluster of a drill, and knows the newest run of each. */
final class DrillJobs {
    /** The names of both jobs. */
    static final List<String> NAMES = List.of(Jobs.CASTING, Jobs.TALLY);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String CHECKPOINT = "chk-";
    private static final String RUNNING = "RUNNING";

    private final DrillServices services;
    private final FlinkRest rest;
    private final JobOptions options;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    /** The newest run of a job, by Flink's id. */
    record Run(String id, int parallelism) {}

    /** @param options with the addresses and logins by which the jobs reach Kafka and PostgreSQL */
    DrillJobs(DrillServices services, JobOptions options) {
        this.services = services;
        this.rest = services.rest();
        this.options = options;
    }

    Run run(String job) {
        return runs.get(job);
    }

    /**
     * Submits a job.
     *
     * @param from a savepoint or checkpoint to restore it from, or null
     */
    void submit(String job, int parallelism, String from) throws InterruptedException {
        Configuration configuration = new Configuration(services.flinkSettings());
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(configuration).setParallelism(parallelism);
        if (job.equals(Jobs.CASTING)) {
            VoteCastingJob.build(environment, options);
        } else {
            VoteTallyJob.build(environment, options, TallySettings.DEFAULT);
        }
        StreamGraph stream = environment.getStreamGraph();
        stream.setJobName(job);
        JobGraph graph = stream.getJobGraph();
        if (from != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(from));
        }
        byte[] bytes = serialized(graph);
        retry("Flink does not accept the job " + job, () -> {
            rest.submit(bytes);
            return "";
        });
        runs.put(job, new Run(graph.getJobID().toHexString(), parallelism));
    }

    private static byte[] serialized(JobGraph graph) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(graph);
        } catch (IOException failure) {
            throw new UncheckedIOException("A job's graph cannot be serialized.", failure);
        }
        return bytes.toByteArray();
    }

    /**
     * Waits until the newest run of a job has completed a checkpoint, which shows that it owns its outputs.
     *
     * @throws ServiceFailedException if the run fails, or completes none within two minutes
     */
    void awaitWorking(String job) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (checkpoints(job).isEmpty()) {
            String state = state(job);
            if (state.equals("FAILED") || System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("The job " + job + " is " + state + ": " + cause(job));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The state of a job's newest run in Flink's words; {@code UNKNOWN} while no JobManager answers. */
    String state(String job) throws InterruptedException {
        try {
            return rest.get("/jobs/" + run(job).id()).path("state").asText("UNKNOWN");
        } catch (IOException away) {
            return "UNKNOWN";
        }
    }

    /** Whether both jobs run with all of their tasks. */
    boolean allRun() throws InterruptedException {
        for (String job : NAMES) {
            try {
                JsonNode details = rest.get("/jobs/" + run(job).id());
                int running = details.path("status-counts").path(RUNNING).asInt();
                if (!details.path("state").asText().equals(RUNNING)
                        || running != details.path("vertices").size()) {
                    return false;
                }
            } catch (IOException away) {
                return false;
            }
        }
        return true;
    }

    /** The cause of the last failure of a job's newest run, in one line. */
    String cause(String job) throws InterruptedException {
        try {
            String trace = rest.get("/jobs/" + run(job).id() + "/exceptions")
                    .path("root-exception")
                    .asText("no cause is known");
            String last = trace.lines()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((earlier, later) -> later)
                    .orElse(trace.lines().findFirst().orElse("no cause is known"));
            return last.replaceFirst("^Caused by: ", "");
        } catch (IOException away) {
            return "no JobManager answers";
        }
    }

    /** How often a job's newest run failed since a time, in milliseconds since 1970. */
    int failuresSince(String job, long time) throws InterruptedException {
        try {
            int failures = 0;
            JsonNode history = rest.get("/jobs/" + run(job).id() + "/exceptions?maxExceptions=100")
                    .path("exceptionHistory")
                    .path("entries");
            for (JsonNode entry : history) {
                failures += entry.path("timestamp").asLong() >= time ? 1 : 0;
            }
            return failures;
        } catch (IOException away) {
            return 0;
        }
    }

    /** How many checkpoints of a job's newest run failed. */
    long failedCheckpoints(String job) throws InterruptedException {
        try {
            return rest.get("/jobs/" + run(job).id() + "/checkpoints")
                    .path("counts")
                    .path("failed")
                    .asLong();
        } catch (IOException away) {
            return 0;
        }
    }

    /** Stops a job with a savepoint, and returns the path of the savepoint. */
    String stopWithSavepoint(String job) throws InterruptedException {
        String path = "/jobs/" + run(job).id();
        return retry("The job " + job + " cannot be stopped with a savepoint", () -> {
            // Without a trigger id, because Flink takes only one savepoint per id, and a retry needs another one.
            String trigger = rest.post(path + "/stop", "{\"drain\":false}")
                    .path("request-id")
                    .asText();
            while (true) {
                JsonNode status = rest.get(path + "/savepoints/" + trigger);
                if (status.path("status").path("id").asText().equals("COMPLETED")) {
                    String location = status.path("operation").path("location").asText("");
                    if (location.isEmpty()) {
                        throw new IOException(status.path("operation")
                                .path("failure-cause")
                                .path("class")
                                .asText());
                    }
                    awaitEnd(job);
                    return location;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        });
    }

    /** Cancels a job without a savepoint, and waits until it has ended. */
    void cancel(String job) throws InterruptedException {
        retry("The job " + job + " cannot be cancelled", () -> {
            rest.cancel(run(job).id());
            return "";
        });
        awaitEnd(job);
    }

    private void awaitEnd(String job) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> ended = List.of("FINISHED", "CANCELED", "FAILED");
        while (!ended.contains(state(job))) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("The job " + job + " does not end: it is " + state(job) + ".");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The retained checkpoints of a job's newest run, newest first. */
    List<Path> checkpoints(String job) {
        try (Stream<Path> files = Files.list(checkpointDirectory(job))) {
            return files.filter(file -> Files.exists(file.resolve("_metadata")))
                    .sorted(Comparator.comparingLong(DrillJobs::number).reversed())
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The directory in which a job's newest run creates one directory for each checkpoint. */
    Path checkpointDirectory(String job) {
        return FlinkSettings.checkpoints(services.flinkDirectory()).resolve(job).resolve(run(job).id());
    }

    /** The number of the last checkpoint that a job's newest run has begun to write; 0 before the first. */
    long lastCheckpointNumber(String job) {
        try (Stream<Path> files = Files.list(checkpointDirectory(job))) {
            return files.filter(file -> file.getFileName().toString().startsWith(CHECKPOINT))
                    .mapToLong(DrillJobs::number)
                    .max()
                    .orElse(0);
        } catch (IOException none) {
            return 0;
        }
    }

    /** The directory of the checkpoint with this number, whether or not it exists. */
    Path checkpoint(String job, long number) {
        return checkpointDirectory(job).resolve(CHECKPOINT + number);
    }

    private static long number(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return name.startsWith(CHECKPOINT) ? Long.parseLong(name.substring(CHECKPOINT.length())) : -1;
    }

    private interface Request {
        String send() throws IOException, InterruptedException;
    }

    private static String retry(String failed, Request request) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return request.send();
            } catch (IOException failure) {
                if (System.nanoTime() - deadline > 0) {
                    throw new ServiceFailedException(failed + ": " + failure.getMessage(), failure);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
