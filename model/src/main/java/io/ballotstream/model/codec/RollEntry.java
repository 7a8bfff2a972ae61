package io.ballotstream.model.codec;

import java.time.LocalDate;
import java.util.List;

/**
 * The fields of a voter's record that the casting job needs.
 *
 * @param voterId identifies the voter
 * @param dateOfBirth decides whether the voter has reached the voting age
 * @param location where the voter votes
 * @param rollNumber the voter's number on the roll of the location, from 0
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

    /** The fields for both the parser and the scanner. If several are missing, the first one is reported. */
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

    /** {@return the names of the required fields: a voter's record that lacks one is rejected} */
    public static List<String> requiredFields() {
        return FIELDS.required();
    }
}
