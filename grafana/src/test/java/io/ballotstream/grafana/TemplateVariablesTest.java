package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateVariablesTest {
    private static final TimeRange RANGE =
            new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(900), Duration.ofSeconds(90));

    private static String replace(String sql, VariableValue... variables) {
        return new TemplateVariables(List.of(variables), RANGE).replace(sql);
    }

    @Test
    void singleValueIsInsertedWithDoubledQuotes() {
        assertThat(replace("x = '$place'", VariableValue.single("place", "O'Brien")))
                .isEqualTo("x = 'O''Brien'");
    }

    @Test
    void severalValuesAreInsertedAsLiterals() {
        assertThat(replace("x IN ($place)", VariableValue.many("place", List.of("O'Brien"))))
                .isEqualTo("x IN ('O''Brien')");
        assertThat(replace("x IN (${place})", VariableValue.many("place", List.of("O'Brien", "a,b", "$place"))))
                .isEqualTo("x IN ('O''Brien','a,b','$place')");
    }

    @Test
    void sqlstringQuotesOneAndMany() {
        assertThat(replace("${place:sqlstring}", VariableValue.single("place", "O'Brien")))
                .isEqualTo("'O''Brien'");
        assertThat(replace("[[place:sqlstring]]", VariableValue.many("place", List.of("서울", "\\' $1"))))
                .isEqualTo("'서울','\\'' $1'");
    }

    @Test
    void allStandsForEveryOptionUnlessItHasItsOwnText() {
        assertThat(replace("$place", VariableValue.all("place", null, List.of("a", "O'Brien"))))
                .isEqualTo("'a','O''Brien'");
        assertThat(replace("$place", VariableValue.all("place", "'all'", List.of("a"))))
                .isEqualTo("'all'");
        assertThat(replace("${place:sqlstring}", VariableValue.all("place", "'all'", List.of("a"))))
                .isEqualTo("'all'");
    }

    @Test
    void intervalsAreVariablesToo() {
        assertThat(replace("$__interval ${__interval_ms}")).isEqualTo("90s 90000");
    }

    @Test
    void macrosAndUnknownNamesAreLeftAlone() {
        assertThat(replace("$__timeFilter(at) ${__field.name} $1")).isEqualTo("$__timeFilter(at) ${__field.name} $1");
    }

    @Test
    void formatThatIsNotForSqlIsRefused() {
        assertThatThrownBy(() -> replace("${place:lucene}", VariableValue.single("place", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The format lucene is not one for SQL.");
    }
}
