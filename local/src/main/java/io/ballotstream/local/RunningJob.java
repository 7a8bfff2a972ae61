package io.ballotstream.local;

import io.ballotstream.model.ServiceFailedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.runtime.jobmaster.JobResult;

/** A job that was submitted. It is to run until the cluster stops: if it ends earlier, it has failed. */
final class RunningJob {
    private final String name;
    private final CompletableFuture<JobResult> result;

    RunningJob(String name, CompletableFuture<JobResult> result) {
        this.name = name;
        this.result = result;
    }

    /** Why the job does not run any more; empty while it does, failures that Flink recovers from included. */
    Optional<ServiceFailedException> failure() {
        if (!result.isDone()) {
            return Optional.empty();
        }
        try {
            JobResult ended = result.join();
            Optional<Throwable> cause = ended.getSerializedThrowable()
                    .map(thrown -> thrown.deserializeError(getClass().getClassLoader()));
            return Optional.of(cause.map(this::failed)
                    .orElseGet(() -> new ServiceFailedException("The job " + name + " was ended from outside.")));
        } catch (CompletionException lost) {
            return Optional.of(failed(lost));
        }
    }

    private ServiceFailedException failed(Throwable cause) {
        return new ServiceFailedException("The job " + name + " failed for good: " + RootCause.sentence(cause), cause);
    }
}
