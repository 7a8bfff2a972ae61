package io.ballotstream.cli;

import io.ballotstream.model.ServiceFailedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.runtime.jobmaster.JobResult;

/** A submitted job, with bounded or unbounded input. */
public final class RunningJob {
    private final String name;
    private final CompletableFuture<JobResult> result;
    private final Supplier<CompletableFuture<?>> cancellation;

    RunningJob(String name, CompletableFuture<JobResult> result, Supplier<CompletableFuture<?>> cancellation) {
        this.name = name;
        this.result = result;
        this.cancellation = cancellation;
    }

    /** {@return the failure of a job with unbounded input; empty while it runs, even if it is restarting} */
    public Optional<ServiceFailedException> failure() {
        if (!result.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(failureOf(result.join())
                    .orElseGet(() -> new ServiceFailedException("The job " + name + " was cancelled from outside.")));
        } catch (CompletionException lost) {
            return Optional.of(failed(lost));
        }
    }

    /**
     * Waits for the end of a job with bounded input.
     *
     * @throws ServiceFailedException if it failed
     * @throws InterruptedException if the waiting thread is interrupted
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

    /**
     * Cancels the job without a savepoint, and waits until it has ended.
     *
     * @throws ServiceFailedException if Flink cannot cancel it
     * @throws InterruptedException if the waiting thread is interrupted
     */
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
        return new ServiceFailedException("The job " + name + " failed: " + RootCause.sentence(cause), cause);
    }
}
