package io.ballotstream.model;

/**
 * Says why a record of a topic cannot be used. It carries no stack trace, because a bad record is an ordinary event of
 * the stream, and no value of the record, because the values may be personal data.
 */
public final class InvalidRecordException extends Exception {
    private final RejectReason reason;

    /**
     * @param reason why the record is rejected
     * @param detail a sentence that names the field, never its value
     */
    public InvalidRecordException(RejectReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Why the record is rejected. */
    public RejectReason reason() {
        return reason;
    }
}
