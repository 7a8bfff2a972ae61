package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import java.io.IOException;

/** The values of a record's fields, as they are read; of a field that is given twice, the last counts. */
final class FieldValues implements RecordJson.FieldReader {
    private final RecordFields fields;
    private final Object[] values;

    FieldValues(RecordFields fields) {
        this.fields = fields;
        this.values = new Object[fields.size()];
    }

    /** Takes the value on which the parser stands, if it is the value of one of the fields. */
    @Override
    public void read(String name, JsonParser parser) throws IOException, InvalidRecordException {
        int index = fields.find(name);
        if (index != RecordFields.NONE) {
            values[index] = fields.at(index).type().parser().parse(name, parser);
        }
    }

    /**
     * Takes the value that the scanner has just passed, if it is the value of one of the fields.
     *
     * @return false if the parser is to decide
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

    /** Refuses a record of which a required field has no value. */
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
    @SuppressWarnings("unchecked") // A field's value is only ever read by its own type.
    <T> T get(RecordField<T> field) {
        return (T) values[field.index()];
    }
}
