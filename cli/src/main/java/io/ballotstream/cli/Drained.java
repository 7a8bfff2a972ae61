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

    /** So long nothing may move before the stream is given up as not drained. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Drained() {}

    /**
     * Waits for as long as anything moves.
     *
     * @return what is missing still, in a sentence each; nothing if all is counted
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
