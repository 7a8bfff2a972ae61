package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one JSON object as UTF-8: the same bytes as the library's generator, without its buffers and tables. Values are
 * given as UTF-8, so most of them are only copied. Null fields are left out.
 */
final class ObjectWriter {
    /** The most bytes around a name and a value: a comma and two quotation marks. */
    private static final int PUNCTUATION = 3;

    private byte[] json;
    private int end;

    /** Starts an object. */
    ObjectWriter(int expectedBytes) {
        json = new byte[Math.max(1, expectedBytes)];
        json[end++] = '{';
    }

    /** A field name as it is written, with its colon. It is plain text. */
    static byte[] name(String field) {
        return ('"' + field + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether JSON writes the character without an escape and as one byte. */
    static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    /**
     * Writes a string.
     *
     * @param utf8 valid UTF-8, or null
     */
    ObjectWriter text(byte[] name, byte[] utf8) {
        if (utf8 != null) {
            byte[] escaped = mustBeEscaped(utf8)
                    ? JsonStringEncoder.getInstance().quoteAsUTF8(new String(utf8, StandardCharsets.UTF_8))
                    : utf8;
            begin(name, escaped.length);
            json[end++] = '"';
            put(escaped);
            json[end++] = '"';
        }
        return this;
    }

    /**
     * Writes a number.
     *
     * @param digits the number as text, or null
     */
    ObjectWriter number(byte[] name, byte[] digits) {
        if (digits != null) {
            begin(name, digits.length);
            put(digits);
        }
        return this;
    }

    /** Starts an object within this one. */
    ObjectWriter startObject(byte[] name) {
        begin(name, 1);
        json[end++] = '{';
        return this;
    }

    ObjectWriter endObject() {
        reserve(1);
        json[end++] = '}';
        return this;
    }

    /** Ends the object. */
    byte[] bytes() {
        endObject();
        return Arrays.copyOf(json, end);
    }

    private static boolean mustBeEscaped(byte[] utf8) {
        for (byte b : utf8) {
            // The bytes of other characters than ASCII are negative.
            if (b < ' ' && b >= 0 || b == '"' || b == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Writes a name, and makes sure that there is space for its value. */
    private void begin(byte[] name, int valueBytes) {
        reserve(name.length + valueBytes + PUNCTUATION);
        if (json[end - 1] != '{') {
            json[end++] = ',';
        }
        put(name);
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, json, end, bytes.length);
        end += bytes.length;
    }

    private void reserve(int bytes) {
        if (json.length - end < bytes) {
            json = Arrays.copyOf(json, 2 * json.length + bytes);
        }
    }
}
