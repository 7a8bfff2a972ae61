package io.ballotstream.cli;

import io.ballotstream.model.ServiceFailedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.runtime.jobmaster.JobResult;

/** A job that was submitted: one that runs until it is cancelled, or one that ends where its input does. */
public final class RunningJob {
    private final String name;
    private final CompletableFuture<JobResult> result;
    private final Supplier<CompletableFuture<?>> cancellation;

    RunningJob(String name, CompletableFuture<JobResult> result, Supplier<CompletableFuture<?>> cancellation) {
        this.name = name;
        this.result = result;
        this.cancellation = cancellation;
    }

    /**
     * Why a job that is to run until it is cancelled does not run any more; empty while it does, failures that Flink
     * recovers from included.
     */
    public Optional<ServiceFailedException> failure() {
        if (!result.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(failureOf(result.join())
                    .orElseGet(() -> new ServiceFailedException("The job " + name + " was ended from outside.")));
        } catch (CompletionException lost) {
            return Optional.of(failed(lost));
        }
    }

    /**
     * Waits until the job has come to the end of its input.
     *
     * @throws ServiceFailedException if it failed before
     */
    public void awaitEnd() throws InterruptedException {
        try {
            failureOf(result.get()).ifPresent(failure -> {
                throw failure;
            });
        } catch (ExecutionException lost) {
            throw failed(lost);
        }
    }

    /** Stops the job, without a savepoint, and waits until it has stopped. */
    public void cancel() throws InterruptedException {
        try {
            cancellation.get().get();
            result.get();
        } catch (ExecutionException lost) {
            throw failed(lost);
        }
    }

    private Optional<ServiceFailedException> failureOf(JobResult ended) {
        return ended.getSerializedThrowable()
                .map(thrown -> failed(thrown.deserializeError(getClass().getClassLoader())));
    }

    private ServiceFailedException failed(Throwable cause) {
        return new ServiceFailedException("The job " + name + " failed for good: " + RootCause.sentence(cause), cause);
    }
}
