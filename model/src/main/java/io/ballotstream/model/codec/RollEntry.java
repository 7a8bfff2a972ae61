package io.ballotstream.model.codec;

import java.time.LocalDate;
import java.util.List;

/**
 * What the casting job reads of a voter's record: who, how old, and where on which location's roll.
 *
 * @param rollNumber the place on the roll of the location, from 0
 * @param votedBeforeMs milliseconds between the vote and the record's Kafka timestamp, or null
 */
public record RollEntry(String voterId, LocalDate dateOfBirth, String location, long rollNumber, Long votedBeforeMs) {
    private static final RecordField<String> VOTER_ID = RecordField.required(0, "voter_id", FieldType.ID);
    private static final RecordField<LocalDate> DATE_OF_BIRTH =
            RecordField.required(1, "date_of_birth", FieldType.DATE);
    private static final RecordField<String> LOCATION = RecordField.required(2, "location", FieldType.TEXT);
    private static final RecordField<Long> ROLL_NUMBER =
            RecordField.required(3, "roll_number", FieldType.NATURAL_NUMBER);
    private static final RecordField<Long> VOTED_BEFORE_MS =
            RecordField.optional(4, "voted_before_ms", FieldType.WHOLE_NUMBER);

    /** The fields that both the parser and the scanner read; of several that are missing, the first is named. */
    static final RecordFields FIELDS =
            new RecordFields(VOTER_ID, DATE_OF_BIRTH, LOCATION, ROLL_NUMBER, VOTED_BEFORE_MS);

    /** The entry with these values. */
    static RollEntry of(FieldValues values) {
        return new RollEntry(
                values.get(VOTER_ID),
                values.get(DATE_OF_BIRTH),
                values.get(LOCATION),
                values.get(ROLL_NUMBER),
                values.get(VOTED_BEFORE_MS));
    }

    /** The names of the fields without which a voter's record is rejected. */
    public static List<String> requiredFields() {
        return FIELDS.required();
    }
}
