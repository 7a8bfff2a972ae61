package io.ballotstream.model.codec;

import static io.ballotstream.model.RejectReason.BAD_FIELD;
import static io.ballotstream.model.RejectReason.EMPTY;
import static io.ballotstream.model.RejectReason.MISSING_FIELD;
import static io.ballotstream.model.RejectReason.NOT_JSON;
import static io.ballotstream.model.RejectReason.NOT_UTF8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.ballotstream.model.InvalidRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The JSON rules of all records: UTF-8, a single object, unknown fields are ignored, and a null field counts as
 * missing. If a record has several faults, invalid JSON is reported first, then the first bad field, then the first
 * missing field.
 */
final class RecordJson {
    // No charset detection: the topics contain UTF-8, and bytes that look like UTF-16 are not JSON. Characters outside
    // the Basic Multilingual Plane are not escaped, because the canonical scanners do not read escapes.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    // PostgreSQL's index entries are limited to about 2,700 bytes; a character takes at most four.
    static final int LONGEST_ID = 255;

    private static final int ISO_DATE_LENGTH = "2000-01-01".length();

    private RecordJson() {}

    /** Reads one field. The parser's current token is the field's value. */
    interface FieldReader {
        void read(String field, JsonParser parser) throws IOException, InvalidRecordException;
    }

    /** Passes every non-null field of the object to the reader. */
    static void read(byte[] json, FieldReader reader) throws InvalidRecordException {
        if (json == null || json.length == 0) {
            throw new InvalidRecordException(EMPTY, "The record has no value.");
        }
        if (!Utf8.isWellFormed(json)) {
            throw new InvalidRecordException(NOT_UTF8, "The value is not well-formed UTF-8.");
        }
        InvalidRecordException firstFault = null;
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notJson();
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                try {
                    if (value != JsonToken.VALUE_NULL) {
                        reader.read(field, parser);
                    }
                } catch (InvalidRecordException fault) {
                    firstFault = firstFault == null ? fault : firstFault;
                }
                parser.skipChildren();
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw notJson();
            }
        } catch (IOException e) {
            throw notJson();
        }
        if (firstFault != null) {
            throw firstFault;
        }
    }

    private static InvalidRecordException notJson() {
        return new InvalidRecordException(NOT_JSON, "The value is not one JSON object.");
    }

    /** The value as text that PostgreSQL can store: no NUL character, no unpaired surrogate. */
    static String text(String field, JsonParser parser) throws IOException, InvalidRecordException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw badField(field, "is not a string");
        }
        String text = parser.getText();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw badField(field, "contains a NUL character");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw badField(field, "contains an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }

    /** The value as text that is not empty and short enough for a PostgreSQL index. */
    static String id(String field, JsonParser parser) throws IOException, InvalidRecordException {
        String id = text(field, parser);
        if (id.isEmpty()) {
            throw badField(field, "is empty");
        }
        if (id.length() > LONGEST_ID) {
            throw badField(field, "is longer than " + LONGEST_ID + " characters");
        }
        return id;
    }

    /** The value as a whole number of 64 bits. */
    static long wholeNumber(String field, JsonParser parser) throws IOException, InvalidRecordException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw badField(field, "is not a whole number");
        }
        JsonParser.NumberType type = parser.getNumberType();
        if (type != JsonParser.NumberType.INT && type != JsonParser.NumberType.LONG) {
            throw badField(field, "is out of range");
        }
        return parser.getLongValue();
    }

    /** The value as a whole number of 64 bits, from 0. */
    static long naturalNumber(String field, JsonParser parser) throws IOException, InvalidRecordException {
        long number = wholeNumber(field, parser);
        if (number < 0) {
            throw badField(field, "is negative");
        }
        return number;
    }

    /** The value as a date. */
    static LocalDate date(String field, JsonParser parser) throws IOException, InvalidRecordException {
        String text = text(field, parser);
        // LocalDate.parse also accepts signs and longer years. The length rules them out.
        if (text.length() == ISO_DATE_LENGTH) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw badField(field, "is not a date");
            }
        }
        throw badField(field, "is not a date");
    }

    /** The value as a finite number. */
    static double number(String field, JsonParser parser) throws IOException, InvalidRecordException {
        if (!parser.currentToken().isNumeric()) {
            throw badField(field, "is not a number");
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw badField(field, "is out of range");
        }
        return number;
    }

    static InvalidRecordException badField(String field, String fault) {
        return new InvalidRecordException(BAD_FIELD, "The field " + field + " " + fault + ".");
    }

    static <T> T required(String field, T value) throws InvalidRecordException {
        if (value == null) {
            throw missingField(field);
        }
        return value;
    }

    static InvalidRecordException missingField(String field) {
        return new InvalidRecordException(MISSING_FIELD, "The field " + field + " is missing.");
    }

    /** Writes fields to an open object. */
    interface FieldWriter {
        void write(JsonGenerator generator) throws IOException;
    }

    /** One JSON object as UTF-8 bytes. */
    static byte[] write(int expectedBytes, FieldWriter fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedBytes);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
        }
        return bytes.toByteArray();
    }
}
