package io.ballotstream.jobs.election;

import io.ballotstream.store.NoElectionException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Where both jobs read the election, each subtask when it opens: the job's graph carries neither the election nor its
 * secret. An election does not change while it is held.
 */
public interface ElectionSource extends Serializable {
    /**
     * What the casting job needs, the secret included.
     *
     * @throws NoElectionException if no election is prepared, or not to the end
     * @throws Exception if it cannot be read
     */
    CastingSetup forCasting() throws Exception;

    /**
     * What the tally needs.
     *
     * @throws NoElectionException if no election is prepared
     * @throws Exception if it cannot be read
     */
    TallySetup forTally() throws Exception;

    /**
     * Reads for a subtask that opens.
     *
     * @param reading one of the methods above
     * @throws SuppressRestartsException if no election is prepared: restarts of the job would not change that
     */
    static <T> T orEndJob(Callable<T> reading) throws Exception {
        try {
            return reading.call();
        } catch (NoElectionException e) {
            throw new SuppressRestartsException(e);
        }
    }
}
