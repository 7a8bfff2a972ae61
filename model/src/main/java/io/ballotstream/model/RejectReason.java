package io.ballotstream.model;

/** Why a record is rejected. The name is the value of {@code rejected_records.reason}. */
public enum RejectReason {
    /** The record has no value, or an empty one. */
    EMPTY,
    /** The value is not well-formed UTF-8. */
    NOT_UTF8,
    /** The value is not a single JSON object. */
    NOT_JSON,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field has the wrong type or is out of range, or the record's key is not its id. */
    BAD_FIELD,
    /** The voter is younger than the voting age on the UTC date of the record's Kafka timestamp. */
    UNDERAGE,
    /** The election has no such location. */
    UNKNOWN_LOCATION,
    /** The election has no such candidate. */
    UNKNOWN_CANDIDATE,
    /** The voter has already voted. */
    DUPLICATE_VOTER,
    /**
     * The voting time is more than a minute after the record's Kafka timestamp. It would advance the watermark too far.
     */
    FUTURE_TIME
}
