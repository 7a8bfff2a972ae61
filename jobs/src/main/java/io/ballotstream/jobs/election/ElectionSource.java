package io.ballotstream.jobs.election;

import io.ballotstream.store.NoElectionException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Reads the election for both jobs. Each subtask reads it when it opens, so that the job graph contains neither the
 * election nor its salt. The election does not change while the jobs run.
 */
public interface ElectionSource extends Serializable {
    /**
     * Reads what the casting job needs, including the salt.
     *
     * @return the election
     * @throws NoElectionException if there is no election, or if it is not completely prepared
     * @throws Exception if it cannot be read
     */
    CastingSetup forCasting() throws Exception;

    /**
     * Reads what the tally job needs.
     *
     * @return the election
     * @throws NoElectionException if there is no election
     * @throws Exception if it cannot be read
     */
    TallySetup forTally() throws Exception;

    /**
     * Reads the election when a subtask opens.
     *
     * @param reading one of the methods above
     * @param <T> type of the result
     * @return the result of the method
     * @throws SuppressRestartsException if there is no election, because a restart of the job would not help
     * @throws Exception if the election cannot be read
     */
    static <T> T orEndJob(Callable<T> reading) throws Exception {
        try {
            return reading.call();
        } catch (NoElectionException e) {
            throw new SuppressRestartsException(e);
        }
    }
}
