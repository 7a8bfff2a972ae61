package io.ballotstream.seeder.publishing;

import io.ballotstream.seeder.manifest.RecordKind;

/**
 * The next record to publish.
 *
 * @param number of a voter: the voter number; of a duplicate: the number of the copied voter; otherwise the index
 *     within its kind, from 0
 * @param slot of a voter: where to keep the record for a later copy, or {@link #NOT_KEPT}; of a duplicate: where the
 *     copied record is
 */
record Step(RecordKind kind, long number, int slot) {
    static final int NOT_KEPT = -1;
}
