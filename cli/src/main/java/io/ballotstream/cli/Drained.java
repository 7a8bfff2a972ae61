package io.ballotstream.cli;

import io.ballotstream.audit.Drain;
import io.ballotstream.store.PostgresAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until all votes of an election are counted. */
public final class Drained {
    private static final Logger LOG = LoggerFactory.getLogger(Drained.class);

    /** If nothing changes for this long, waiting for the stream times out. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Drained() {}

    /**
     * Waits as long as anything changes, and gives up after two minutes without a change.
     *
     * @param owner the database, with the owner's login
     * @param kafka {@code HOST:PORT}
     * @return sentences that say what is missing; empty if everything is counted
     * @throws io.ballotstream.model.ServiceFailedException if PostgreSQL or Kafka fails
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public static List<String> await(PostgresAddress owner, String kafka) throws InterruptedException {
        Drain drain = new Drain(owner, kafka);
        List<String> missing = drain.await(PATIENCE, nothing -> {});
        List<String> before = List.of();
        while (!missing.isEmpty() && !missing.equals(before)) {
            LOG.warn("Not drained yet: {}", missing);
            before = missing;
            missing = drain.await(PATIENCE, nothing -> {});
        }
        return missing;
    }
}
