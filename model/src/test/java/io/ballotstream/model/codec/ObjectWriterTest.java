package io.ballotstream.model.codec;

import static io.ballotstream.model.codec.ObjectWriter.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
                .text(name("before"), utf8(text))
                .text(name("left out"), null)
                .startObject(name("within"))
                .text(name("first"), utf8(text))
                .number(name("second"), utf8("-9223372036854775808"))
                .number(name("left out"), null)
                .endObject()
                .text(name("after"), utf8("end"));
        assertThat(json.bytes()).isEqualTo(expected);
    }

    @Test
    void objectsMayBeEmpty() {
        assertThat(new ObjectWriter(1).startObject(name("within")).endObject().bytes())
                .asString()
                .isEqualTo("{\"within\":{}}");
        assertThat(new ObjectWriter(1).bytes()).asString().isEqualTo("{}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
