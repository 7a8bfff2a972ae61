package io.ballotstream.jobs.cast;

import io.ballotstream.store.NoElectionException;
import java.io.Serializable;

/** Where the casting job learns of the election when it starts: the job's graph itself holds no secret. */
public interface ElectionSource extends Serializable {
    /**
     * Reads the election.
     *
     * @throws NoElectionException if there is none, or nobody stands in it
     * @throws Exception if it cannot be read
     */
    Election read() throws Exception;
}
