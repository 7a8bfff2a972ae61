package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import java.io.IOException;
import java.time.LocalDate;

/**
 * What a field's value must be, for both ways to read it. Where the scanner gives a value, the parser gives the same.
 *
 * @param parser also says what is wrong with a value
 * @param scanner leaves to the parser whatever it does not recognize
 */
record FieldType<T>(Parser<T> parser, Scanner<T> scanner) {
    /** Text that a database can keep. */
    static final FieldType<String> TEXT = new FieldType<>(RecordJson::text, CanonicalVoter::text);
    /** Text that is neither empty nor too long for a database's index. */
    static final FieldType<String> ID = new FieldType<>(RecordJson::id, CanonicalVoter::id);
    /** A date as {@code YYYY-MM-DD}. */
    static final FieldType<LocalDate> DATE = new FieldType<>(RecordJson::date, CanonicalVoter::date);
    /** A whole number of 64 bits. */
    static final FieldType<Long> WHOLE_NUMBER = new FieldType<>(RecordJson::wholeNumber, CanonicalVoter::wholeNumber);
    /** A whole number of 64 bits, from 0. */
    static final FieldType<Long> NATURAL_NUMBER =
            new FieldType<>(RecordJson::naturalNumber, CanonicalVoter::naturalNumber);

    /** Takes the value from the parser, which stands on it. */
    interface Parser<T> {
        T parse(String field, JsonParser parser) throws IOException, InvalidRecordException;
    }

    /** Takes the value that the scanner has just passed, or null if the parser is to decide. */
    interface Scanner<T> {
        T scan(CanonicalVoter voter);
    }
}
