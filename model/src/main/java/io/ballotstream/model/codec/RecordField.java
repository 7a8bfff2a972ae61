package io.ballotstream.model.codec;

/** A field of a record's JSON that a program reads. */
record RecordField<T>(String name, FieldType<T> type, boolean required) {
    /** A field without which the record is rejected. */
    static <T> RecordField<T> required(String name, FieldType<T> type) {
        return new RecordField<>(name, type, true);
    }

    /** A field that may be absent or null. */
    static <T> RecordField<T> optional(String name, FieldType<T> type) {
        return new RecordField<>(name, type, false);
    }
}
