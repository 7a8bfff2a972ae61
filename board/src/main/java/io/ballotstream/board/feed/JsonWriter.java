package io.ballotstream.board.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Writes JSON to memory. Can mark every object as a test. Not thread-safe. */
final class JsonWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator generator;

    private JsonWriter() throws IOException {
        generator = JSON.createGenerator(bytes);
    }

    /** One object as UTF-8. */
    static byte[] object(Consumer<JsonWriter> content) {
        try {
            JsonWriter writer = new JsonWriter();
            writer.generator.writeStartObject();
            content.accept(writer);
            writer.generator.writeEndObject();
            writer.generator.close();
            return writer.bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The mark of everything that this program publishes, because it counts rehearsals. */
    JsonWriter test() {
        return field("test", true);
    }

    JsonWriter field(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    JsonWriter field(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    JsonWriter field(String name, Long value) {
        return value == null ? none(name) : field(name, value.longValue());
    }

    JsonWriter field(String name, double value) {
        return write(() -> generator.writeNumberField(name, Rounded.of(value)));
    }

    JsonWriter field(String name, Double value) {
        return value == null ? none(name) : field(name, value.doubleValue());
    }

    JsonWriter field(String name, String value) {
        return value == null ? none(name) : write(() -> generator.writeStringField(name, value));
    }

    JsonWriter field(String name, Instant value) {
        return field(name, value == null ? null : Rounded.of(value).toString());
    }

    JsonWriter none(String name) {
        return write(() -> generator.writeNullField(name));
    }

    JsonWriter object(String name, Consumer<JsonWriter> content) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            content.accept(this);
            generator.writeEndObject();
        });
    }

    <T> JsonWriter objects(String name, Iterable<T> items, java.util.function.BiConsumer<JsonWriter, T> content) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T item : items) {
                generator.writeStartObject();
                content.accept(this, item);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    JsonWriter strings(String name, Iterable<String> items) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (String item : items) {
                generator.writeString(item);
            }
            generator.writeEndArray();
        });
    }

    JsonWriter numbers(String name, Iterable<? extends Number> items) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (Number item : items) {
                if (item == null) {
                    generator.writeNull();
                } else if (item instanceof Double number) {
                    generator.writeNumber(number);
                } else {
                    generator.writeNumber(item.longValue());
                }
            }
            generator.writeEndArray();
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private JsonWriter write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Numbers and instants in the format of the feed. */
    static final class Rounded {
        private static final double SIX_DIGITS = 1e6;

        private Rounded() {}

        /** A share with six decimals. */
        static double of(double share) {
            return Math.round(share * SIX_DIGITS) / SIX_DIGITS;
        }

        /** An instant with milliseconds. */
        static Instant of(Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
