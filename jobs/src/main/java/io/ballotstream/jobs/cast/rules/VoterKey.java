package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a voter's record is the voter's id: Kafka keeps order per key, and only so is a voter's first record the
 * first one that is read.
 */
public final class VoterKey {
    private VoterKey() {}

    /**
     * Requires that the key is the id.
     *
     * @param key the record's key, or null
     */
    public static void require(byte[] key, String voterId) throws InvalidRecordException {
        if (!Arrays.equals(key, voterId.getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidRecordException(
                    RejectReason.BAD_FIELD, "The field voter_id is not the key of the record.");
        }
    }
}
