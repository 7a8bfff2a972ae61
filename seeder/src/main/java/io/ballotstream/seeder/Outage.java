package io.ballotstream.seeder;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.store.DatabaseLogin;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries with backoff while a service is unavailable. Pauses grow up to five seconds. Not thread-safe. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SeedListener listener;
    private Duration pause = FIRST_PAUSE;
    private boolean told;

    /** @param listener is told once per outage which service is unavailable */
    Outage(SeedListener listener) {
        this.listener = listener;
    }

    /** The listener, which also ends the outage when it receives progress. */
    SeedListener endingWith(SeedListener inner) {
        return (phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING && done > 0) {
                pause = FIRST_PAUSE;
                told = false;
            }
            inner.progress(phase, done, total);
        };
    }

    /**
     * Waits before the next attempt.
     *
     * @throws ServiceFailedException the failure, if a retry cannot help
     */
    void await(ServiceFailedException failure) throws InterruptedException {
        if (!passesByItself(failure)) {
            throw failure;
        }
        LOG.warn("Publishing waits.", failure);
        if (!told) {
            told = true;
            listener.waiting("Publishing waits: " + failure.getMessage());
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private static boolean passesByItself(Throwable failure) {
        boolean passes = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return DatabaseLogin.passesByItself(refusal);
            }
            if (cause instanceof ApiException answer && !isPassing(answer)) {
                return false;
            }
            // A cause that is not a broker's response shows that no broker was reached, for example because a host name
            // disappeared together with its container.
            passes |= cause instanceof KafkaException;
        }
        return passes;
    }

    private static boolean isPassing(ApiException answer) {
        return answer instanceof RetriableException
                || answer instanceof InvalidProducerEpochException
                || answer instanceof TransactionAbortableException;
    }
}
