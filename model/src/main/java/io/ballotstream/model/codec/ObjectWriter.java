package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/**
 * Writes one JSON object as UTF-8: the same bytes as the library's generator, without its buffers and tables. Null fields
 * are left out. Field names are plain text, which is written without escapes.
 */
final class ObjectWriter {
    private byte[] json;
    private int end;

    /** Starts an object. */
    ObjectWriter(int expectedBytes) {
        json = new byte[expectedBytes];
        put('{');
    }

    /** Whether JSON writes the character without an escape and as one byte. */
    static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    ObjectWriter text(String name, String value) {
        if (value != null) {
            name(name);
            putText(value);
        }
        return this;
    }

    ObjectWriter number(String name, Number value) {
        if (value != null) {
            name(name);
            putPlain(value.toString());
        }
        return this;
    }

    /** Starts an object within this one. */
    ObjectWriter startObject(String name) {
        name(name);
        put('{');
        return this;
    }

    ObjectWriter endObject() {
        put('}');
        return this;
    }

    /** Ends the object. */
    byte[] bytes() {
        put('}');
        return Arrays.copyOf(json, end);
    }

    private void name(String name) {
        if (json[end - 1] != '{') {
            put(',');
        }
        put('"');
        putPlain(name);
        put('"');
        put(':');
    }

    private void putText(String value) {
        put('"');
        if (!putPlain(value)) {
            byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(value);
            reserve(quoted.length);
            System.arraycopy(quoted, 0, json, end, quoted.length);
            end += quoted.length;
        }
        put('"');
    }

    /** Returns false, and writes nothing, if some character is not plain. */
    private boolean putPlain(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                return false;
            }
            json[end + i] = (byte) c;
        }
        end += length;
        return true;
    }

    private void put(char c) {
        reserve(1);
        json[end++] = (byte) c;
    }

    private void reserve(int bytes) {
        if (json.length - end < bytes) {
            json = Arrays.copyOf(json, 2 * json.length + bytes);
        }
    }
}
