package io.ballotstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ohio",
                "O'Brien / ~",
                "quo\"te",
                "back\\slash",
                "tab\t, line\r\n, page\f, back\b",
                "nul\0, bell\u0007, escape\u001b, delete\u007f, next line\u0085",
                "São Tomé",
                "plain until 東京",
                "🗳 a pair",
                "\u2028 and \uffff",
            })
    void textIsWrittenAsTheGeneratorDoes(String text) {
        byte[] expected = RecordJson.write(16, generator -> {
            generator.writeStringField("before", text);
            generator.writeObjectFieldStart("within");
            generator.writeStringField("first", text);
            generator.writeNumberField("second", Long.MIN_VALUE);
            generator.writeEndObject();
            generator.writeStringField("after", "end");
        });

        ObjectWriter json = new ObjectWriter(16)
                .text("before", text)
                .text("left out", null)
                .startObject("within")
                .text("first", text)
                .number("second", Long.MIN_VALUE)
                .number("left out", null)
                .endObject()
                .text("after", "end");
        assertThat(json.bytes()).isEqualTo(expected);
    }

    @Test
    void objectsMayBeEmpty() {
        assertThat(new ObjectWriter(1).startObject("within").endObject().bytes())
                .asString()
                .isEqualTo("{\"within\":{}}");
        assertThat(new ObjectWriter(1).bytes()).asString().isEqualTo("{}");
    }

    @Test
    void unpairedSurrogateIsRefused() {
        ObjectWriter json = new ObjectWriter(16);
        assertThatThrownBy(() -> json.text("text", "\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json.text("text", "\ud83d.")).isInstanceOf(IllegalArgumentException.class);
    }
}
