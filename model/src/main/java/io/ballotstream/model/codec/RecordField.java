package io.ballotstream.model.codec;

/**
 * A field of a record's JSON that a program reads.
 *
 * @param index position in {@link RecordFields}, from 0
 */
record RecordField<T>(int index, String name, FieldType<T> type, boolean required) {
    /** A required field: a record without it is rejected. */
    static <T> RecordField<T> required(int index, String name, FieldType<T> type) {
        return new RecordField<>(index, name, type, true);
    }

    /** A field that may be absent or null. */
    static <T> RecordField<T> optional(int index, String name, FieldType<T> type) {
        return new RecordField<>(index, name, type, false);
    }
}
