package io.ballotstream.cli;

import io.ballotstream.cli.screen.Display;
import io.ballotstream.cli.screen.FinalStandings;
import io.ballotstream.model.ServiceFailedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Shows the progress of an election. The calling thread updates the screen. Another thread does the work, so that an
 * interruption takes effect at once.
 */
public final class ShownWork {
    private static final Duration PICTURE_INTERVAL = Duration.ofMillis(250);
    private static final Duration PATIENCE_WITH_WORK = Duration.ofSeconds(5);

    private final String name;
    private final Console console;
    private final Progress progress;
    private final LiveBoard counts;

    /**
     * Creates a display for work that has not started.
     *
     * @param name of the work, such as {@code rehearsal}
     * @param console to show the work on
     * @param progress updated by the work
     * @param counts the results to show
     */
    public ShownWork(String name, Console console, Progress progress, LiveBoard counts) {
        this.name = name;
        this.console = console;
        this.progress = progress;
        this.counts = counts;
    }

    /**
     * Does the work, then prints the final standings.
     *
     * @param <T> type of the result
     * @param work runs on another thread, which is interrupted if this one is
     * @param requireHope throws if the work can no longer succeed
     * @return the result of the work, whose exceptions are thrown
     * @throws InterruptedException if this thread or the work is interrupted
     */
    public <T> T run(Callable<T> work, Runnable requireHope) throws InterruptedException {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
        try {
            Future<T> result = worker.submit(work);
            awaitEnd(result, requireHope, () -> !progress.addresses().isEmpty());
            progress.addresses().forEach(console.out()::println);
            try (Display display = console.display()) {
                awaitEnd(result, requireHope, () -> {
                    display.show(progress.moment(counts.recent()));
                    return false;
                });
            }
            console.out().print(new FinalStandings(console.width(), console.colors()).of(counts.now()));
            return result(result, requireHope);
        } finally {
            worker.shutdownNow();
            worker.awaitTermination(PATIENCE_WITH_WORK.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Waits until the work has finished or the condition holds. Polls the condition. */
    private void awaitEnd(Future<?> work, Runnable requireHope, BooleanSupplier condition) throws InterruptedException {
        while (!work.isDone() && !condition.getAsBoolean()) {
            requireHope.run();
            console.requireWritten();
            try {
                work.get(PICTURE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                continue;
            } catch (ExecutionException failure) {
                result(work, requireHope);
            }
        }
    }

    /** The result of the finished work. Throws its exception. */
    private <T> T result(Future<T> work, Runnable requireHope) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException failure) {
            // If a job has failed, this is the cause of other failures.
            requireHope.run();
            throw unchecked(failure.getCause());
        }
    }

    private RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException known
                ? known
                : new ServiceFailedException("The " + name + " failed: " + RootCause.sentence(failure), failure);
    }
}
