package io.ballotstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "O'Brien", "Côte d'Or", "北海道", "محمد", "नमस्ते", "👩🏽‍🚀", "می‌خواهم", "@|red x|@ %s"})
    void namesInAnyScriptAreUnchanged(String name) {
        assertThat(Printable.text(name)).isEqualTo(name);
    }

    @Test
    void lineBreaksAndTerminalControlsAreEscaped() {
        assertThat(Printable.text("a\nb\r\tc\u001B[31md\u2028e\u2029f\u0085g\u009Bh\0"))
                .isEqualTo("a\\u000ab\\u000d\\u0009c\\u001b[31md\\u2028e\\u2029f\\u0085g\\u009bh\\u0000");
    }

    @Test
    void textDirectionControlsAreEscaped() {
        assertThat(Printable.text("a\u202Eb\u202Cc\u202Ad\u2066e\u2069f\u2068g"))
                .isEqualTo("a\\u202eb\\u202cc\\u202ad\\u2066e\\u2069f\\u2068g");
    }
}
