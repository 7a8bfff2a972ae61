package io.ballotstream.seeder.publishing;

import io.ballotstream.seeder.manifest.RecordKind;

/**
 * Which record comes next.
 *
 * @param number of a voter: the voter number; of a duplicate: that of the voter who is copied; else the how manieth of
 *     its kind, from 0
 * @param slot of a voter: where to keep the record for a later copy, or {@link #NOT_KEPT}; of a duplicate: where the
 *     record is that is copied
 */
record Step(RecordKind kind, long number, int slot) {
    static final int NOT_KEPT = -1;
}
