package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import java.io.IOException;

/** Collects the values of a record's fields. If a field occurs twice, the last value wins. */
final class FieldValues implements RecordJson.FieldReader {
    private final RecordFields fields;
    private final Object[] values;

    FieldValues(RecordFields fields) {
        this.fields = fields;
        this.values = new Object[fields.size()];
    }

    /** Keeps the parser's current value if it belongs to one of the fields. */
    @Override
    public void read(String name, JsonParser parser) throws IOException, InvalidRecordException {
        int index = fields.find(name);
        if (index != RecordFields.NONE) {
            values[index] = fields.at(index).type().parser().parse(name, parser);
        }
    }

    /**
     * Keeps the scanner's newest value if it belongs to one of the fields.
     *
     * @return false if the record needs the parser
     */
    boolean scan(byte[] json, int nameStart, int nameEnd, CanonicalVoter voter) {
        int index = fields.find(json, nameStart, nameEnd);
        if (index == RecordFields.NONE) {
            return true;
        }
        values[index] = fields.at(index).type().scanner().scan(voter);
        return values[index] != null;
    }

    /** Whether every required field has a value. */
    boolean isComplete() {
        return firstMissing() == RecordFields.NONE;
    }

    /** Rejects the record if a required field has no value. */
    void requireComplete() throws InvalidRecordException {
        int missing = firstMissing();
        if (missing != RecordFields.NONE) {
            throw RecordJson.missingField(fields.at(missing).name());
        }
    }

    private int firstMissing() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && fields.at(i).required()) {
                return i;
            }
        }
        return RecordFields.NONE;
    }

    /** The field's value, or null if it has none. */
    @SuppressWarnings("unchecked") // A field's type is the only one that sets its value.
    <T> T get(RecordField<T> field) {
        return (T) values[field.index()];
    }
}
