package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a record that a program reads, each with its index in {@link FieldValues}. Immutable. */
final class RecordFields {
    /** The result of {@code find} for an unknown name. */
    static final int NONE = -1;

    private final RecordField<?>[] fields;
    private final byte[][] names;
    // One bit per length of a name, modulo 64. The length alone rules out most fields of a record.
    private final long lengths;

    RecordFields(RecordField<?>... fields) {
        this.fields = fields.clone();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].index() != i) {
                throw new IllegalArgumentException("The field " + fields[i].name() + " has index " + fields[i].index()
                        + ", but position " + i + " in the list; give each field its position as index.");
            }
        }
        this.names =
                Stream.of(fields).map(field -> field.name().getBytes(UTF_8)).toArray(byte[][]::new);
        this.lengths = Stream.of(names).mapToLong(name -> 1L << name.length).reduce(0, (a, b) -> a | b);
    }

    int size() {
        return fields.length;
    }

    RecordField<?> at(int index) {
        return fields[index];
    }

    /** The index of the field with this name in UTF-8, or {@link #NONE}. */
    int find(byte[] json, int from, int to) {
        int length = to - from;
        if ((lengths & (1L << length)) == 0) {
            return NONE;
        }
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == length && Arrays.equals(name, 0, name.length, json, from, to)) {
                return i;
            }
        }
        return NONE;
    }

    /** The index of the field with this name, or {@link #NONE}. */
    int find(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                return i;
            }
        }
        return NONE;
    }

    /** The names of the required fields. */
    List<String> required() {
        return Stream.of(fields)
                .filter(RecordField::required)
                .map(RecordField::name)
                .toList();
    }
}
