package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rule that the key of a voter's record is the voter's id. Kafka preserves the order per key, so only with this
 * rule is a voter's first record also read first.
 */
public final class VoterKey {
    private VoterKey() {}

    /**
     * Requires that the key is the voter's id.
     *
     * @param key the record's key, or null
     * @param voterId the field {@code voter_id}
     * @throws InvalidRecordException BAD_FIELD if they differ
     */
    public static void require(byte[] key, String voterId) throws InvalidRecordException {
        if (!Arrays.equals(key, voterId.getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidRecordException(
                    RejectReason.BAD_FIELD, "The field voter_id is not the key of the record.");
        }
    }
}
