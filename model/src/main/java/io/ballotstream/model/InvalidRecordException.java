package io.ballotstream.model;

/**
 * A record of a topic is invalid. The exception has no stack trace, because invalid records are normal input. Its
 * message contains no value of the record, because the values may be personal data.
 */
public final class InvalidRecordException extends Exception {
    /** Why the record is rejected. */
    private final RejectReason reason;

    /**
     * Rejects a record.
     *
     * @param reason why the record is rejected
     * @param detail a sentence that names the field, never its value
     */
    public InvalidRecordException(RejectReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** {@return why the record is rejected} */
    public RejectReason reason() {
        return reason;
    }
}
