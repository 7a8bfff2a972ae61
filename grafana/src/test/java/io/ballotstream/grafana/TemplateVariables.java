package io.ballotstream.grafana;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Inserts variables into SQL like Grafana 12.4 in the browser, before it sends a query to the PostgreSQL data source.
 *
 * <p>Without a format, the data source quotes values. If a variable allows several values or all, they become literals
 * separated by commas. A single value becomes text with doubled quotes. A custom "All" value is inserted unchanged.
 * Names that are not variables remain, because they may be macros.
 */
final class TemplateVariables {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\w+)|\\[\\[(\\w+?)(?::(\\w+))?\\]\\]|\\$\\{(\\w+)(?:\\.([^:^}]+))?(?::([^}]+))?\\}");

    private final Map<String, VariableValue> variables = new HashMap<>();

    TemplateVariables(List<VariableValue> dashboard, TimeRange range) {
        dashboard.forEach(variable -> variables.put(variable.name(), variable));
        variables.put("__interval", VariableValue.single("__interval", Intervals.format(range.interval())));
        variables.put(
                "__interval_ms",
                VariableValue.single(
                        "__interval_ms", Long.toString(range.interval().toMillis())));
    }

    /** @throws IllegalArgumentException for a format that no query may use */
    String replace(String sql) {
        Matcher reference = REFERENCE.matcher(sql);
        return reference.replaceAll(match -> Matcher.quoteReplacement(expand(match.group(), match)));
    }

    private String expand(String text, java.util.regex.MatchResult match) {
        String name = firstPresent(match.group(1), match.group(2), match.group(4));
        String format = firstPresent(match.group(3), match.group(6));
        VariableValue variable = variables.get(name);
        if (variable == null) {
            return text;
        }
        if (variable.isCustomAll()) {
            return variable.allValue();
        }
        if (format == null) {
            return byDataSource(variable);
        }
        return switch (format) {
            case "sqlstring" -> literals(variable.values());
            case "raw", "csv" -> String.join(",", variable.values());
            default -> throw new IllegalArgumentException("The format " + format + " is not one for SQL.");
        };
    }

    private static String byDataSource(VariableValue variable) {
        boolean isList = variable.all() || variable.chosen().size() != 1;
        if (isList || variable.multi() || variable.includeAll()) {
            return literals(variable.values());
        }
        return variable.chosen().get(0).replace("'", "''");
    }

    private static String literals(List<String> values) {
        return values.stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(","));
    }

    private static String firstPresent(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
