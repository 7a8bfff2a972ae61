package io.ballotstream.model;

/** Why a record cannot be used; the name is what stands in {@code rejected_records.reason}. */
public enum RejectReason {
    /** The record has no value, or one of no bytes. */
    EMPTY,
    /** The value is not well-formed UTF-8. */
    NOT_UTF8,
    /** The value is not one JSON object. */
    NOT_JSON,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field has the wrong type or is out of range, or the record's key is not its id. */
    BAD_FIELD,
    /** The voter is younger than the voting age on the UTC date of the record's Kafka timestamp. */
    UNDERAGE,
    /** The location is not one of the election's. */
    UNKNOWN_LOCATION,
    /** The candidate does not stand in the election. */
    UNKNOWN_CANDIDATE,
    /** The voter has voted already. */
    DUPLICATE_VOTER,
    /** The voting time is more than a minute after the record's Kafka timestamp: it would drag the watermark. */
    FUTURE_TIME
}
