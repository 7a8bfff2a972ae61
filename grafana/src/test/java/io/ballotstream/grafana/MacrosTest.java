package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {
    private final Macros macros = new Macros(new TimeRange(
            Instant.parse("2026-11-03T18:00:00Z"), Instant.parse("2026-11-03T18:15:00.5Z"), Duration.ofSeconds(10)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$__time(at) | at AS \"time\"",
                "$__timeEpoch(at) | extract(epoch from at) as \"time\"",
                "$__timeFilter(at) | at BETWEEN '2026-11-03T18:00:00Z' AND '2026-11-03T18:15:00.500Z'",
                "$__timeFrom() | '2026-11-03T18:00:00Z'",
                "$__timeTo()::timestamptz | '2026-11-03T18:15:00.500Z'::timestamptz",
                "$__timeGroup(at, '1m') | floor(extract(epoch from at)/60)*60",
                "$__timeGroup(at, $__interval) | floor(extract(epoch from at)/10)*10",
                "$__timeGroup(at, 10s), x | floor(extract(epoch from at)/10)*10 AS \"time\", x",
                "$__timeGroupAlias(at, 500ms) | floor(extract(epoch from at)/0.5)*0.5 AS \"time\"",
                "$__unixEpochFilter(at) | at >= 1793728800 AND at <= 1793729700",
                "$__unixEpochNanoFilter(at) | at >= 1793728800000000000 AND at <= 1793729700500000000",
                "$__unixEpochNanoFrom() $__unixEpochNanoTo() | 1793728800000000000 1793729700500000000",
                "$__unixEpochGroup(at, 1h) | floor((at)/3600)*3600",
                "$__unixEpochGroupAlias(at, 1d) | floor((at)/86400)*86400 AS \"time\"",
                "$__unixEpochFrom() $__unixEpochTo() | 1793728800 1793729700",
                "$__interval_ms $__interval | 10000 10s"
            })
    void macroExpandsAsInGrafana(String sql, String expanded) {
        assertThat(macros.expand(sql)).isEqualTo(expanded);
    }

    @Test
    void argumentEndsAtTheFirstClosingParenthesis() {
        assertThat(macros.expand("$__time(max(at))")).isEqualTo("max(at AS \"time\")");
    }

    @Test
    void macroThatGrafanaDoesNotKnowIsRefusedEvenInsideALiteral() {
        assertThatThrownBy(() -> macros.expand("SELECT '$cash(x)'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown macro cash");
    }

    @Test
    void groupWithoutAnIntervalIsRefused() {
        assertThatThrownBy(() -> macros.expand("$__timeGroup(at)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("macro __timeGroup needs time column and interval and optional fill value");
        assertThatThrownBy(() -> macros.expand("$__timeGroup(at, soon)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("error parsing interval soon");
    }
}
