package io.ballotstream.seeder.manifest;

import java.util.List;

/** The expected outcome of a record on {@code voters_topic}. The names are those in {@code seeding_manifest.kind}. */
public enum RecordKind {
    /** A voter whose vote is counted. */
    ON_TIME,
    /** A voter whose vote arrives too late. */
    LATE,
    /** A record without a value. */
    EMPTY,
    /** A value that is not well-formed UTF-8. */
    NOT_UTF8,
    /** A value that is not one JSON object. */
    NOT_JSON,
    /** A voter without a required field. */
    MISSING_FIELD,
    /** A voter with an invalid field. */
    BAD_FIELD,
    /** A voter who is too young. */
    UNDERAGE,
    /** A copy of an earlier record. */
    DUPLICATE_VOTER;

    /** The kinds of malformed records, which are injected in equal numbers. */
    public static final List<RecordKind> MALFORMED = List.of(EMPTY, NOT_UTF8, NOT_JSON, MISSING_FIELD, BAD_FIELD);

    /** {@return whether the record belongs to a voter of the electorate} */
    public boolean isVoter() {
        return this == ON_TIME || this == LATE;
    }
}
