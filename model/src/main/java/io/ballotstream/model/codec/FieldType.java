package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import java.io.IOException;
import java.time.LocalDate;

/**
 * The type of a field, for the parser and for the scanner. If the scanner returns a value, the parser returns an equal
 * one.
 *
 * @param parser also reports what is wrong with a value
 * @param scanner returns null for every value that it does not recognize
 */
record FieldType<T>(Parser<T> parser, Scanner<T> scanner) {
    /** Text that PostgreSQL can store. */
    static final FieldType<String> TEXT = new FieldType<>(RecordJson::text, CanonicalVoter::text);
    /** Text that is not empty and short enough for a PostgreSQL index. */
    static final FieldType<String> ID = new FieldType<>(RecordJson::id, CanonicalVoter::id);
    /** A date as {@code YYYY-MM-DD}. */
    static final FieldType<LocalDate> DATE = new FieldType<>(RecordJson::date, CanonicalVoter::date);
    /** A whole number of 64 bits. */
    static final FieldType<Long> WHOLE_NUMBER = new FieldType<>(RecordJson::wholeNumber, CanonicalVoter::wholeNumber);
    /** A whole number of 64 bits, from 0. */
    static final FieldType<Long> NATURAL_NUMBER =
            new FieldType<>(RecordJson::naturalNumber, CanonicalVoter::naturalNumber);

    /** Reads the parser's current value. */
    interface Parser<T> {
        T parse(String field, JsonParser parser) throws IOException, InvalidRecordException;
    }

    /** Reads the scanner's newest value, or returns null if it needs the parser. */
    interface Scanner<T> {
        T scan(CanonicalVoter voter);
    }
}
