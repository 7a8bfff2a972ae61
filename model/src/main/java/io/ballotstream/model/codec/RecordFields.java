package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a record that a program reads, each with its index in {@link FieldValues}. Immutable. */
final class RecordFields {
    /** What {@code find} answers for a name that is none of them. */
    static final int NONE = -1;

    private final RecordField<?>[] fields;
    private final byte[][] names;

    RecordFields(RecordField<?>... fields) {
        this.fields = fields.clone();
        this.names =
                Stream.of(fields).map(field -> field.name().getBytes(UTF_8)).toArray(byte[][]::new);
    }

    int size() {
        return fields.length;
    }

    RecordField<?> at(int index) {
        return fields[index];
    }

    /** The index of the field with this name in UTF-8, or {@link #NONE}. */
    int find(byte[] json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to)) {
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

    /** The index of one of these fields. */
    int indexOf(RecordField<?> field) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == field) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "The field " + field.name() + " is not in the list of fields that are read.");
    }

    /** The names of the required fields. */
    List<String> required() {
        return Stream.of(fields)
                .filter(RecordField::required)
                .map(RecordField::name)
                .toList();
    }
}
