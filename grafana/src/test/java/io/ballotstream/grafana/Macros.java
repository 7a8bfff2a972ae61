package io.ballotstream.grafana;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands macros in SQL like the backend of Grafana 12.4's PostgreSQL data source, after the browser has inserted the
 * variables: first the intervals everywhere, then everything of the form {@code $name(arguments)}, quoted or not. The
 * arguments end at the first closing parenthesis.
 */
final class Macros {
    private static final Pattern CALL = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)");

    private final TimeRange range;

    Macros(TimeRange range) {
        this.range = range;
    }

    /** @throws IllegalArgumentException for a macro that Grafana does not know, or that has too few arguments */
    String expand(String sql) {
        String withIntervals = sql.replace(
                        "$__interval_ms", Long.toString(range.interval().toMillis()))
                .replace("$__interval", Intervals.format(range.interval()))
                .replace("$__unixEpochFrom()", Long.toString(range.from().getEpochSecond()))
                .replace("$__unixEpochTo()", Long.toString(range.to().getEpochSecond()));
        return CALL.matcher(withIntervals)
                .replaceAll(call -> Matcher.quoteReplacement(evaluate(name(call, withIntervals), arguments(call))));
    }

    /** For compatibility with old dashboards, a group that is followed by a comma gets the name of the time column. */
    private static String name(MatchResult call, String sql) {
        int first = sql.indexOf(call.group()) + call.group().length();
        boolean beforeComma = first < sql.length() && sql.charAt(first) == ',';
        return call.group(1).equals("__timeGroup") && beforeComma ? "__timeGroupAlias" : call.group(1);
    }

    private static List<String> arguments(MatchResult call) {
        return Arrays.stream(call.group(2).split(",", -1)).map(String::strip).toList();
    }

    private String evaluate(String macro, List<String> arguments) {
        String column = arguments.get(0);
        return switch (macro) {
            case "__time" -> column + " AS \"time\"";
            case "__timeEpoch" -> "extract(epoch from " + column + ") as \"time\"";
            case "__timeFilter" -> column + " BETWEEN '" + range.from() + "' AND '" + range.to() + "'";
            case "__timeFrom" -> "'" + range.from() + "'";
            case "__timeTo" -> "'" + range.to() + "'";
            case "__timeGroup" -> {
                String seconds = seconds(macro, arguments);
                yield "floor(extract(epoch from " + column + ")/" + seconds + ")*" + seconds;
            }
            case "__timeGroupAlias" -> evaluate("__timeGroup", arguments) + " AS \"time\"";
            case "__unixEpochFilter" ->
                between(column, range.from().getEpochSecond(), range.to().getEpochSecond());
            case "__unixEpochNanoFilter" -> between(column, nanos(range.from()), nanos(range.to()));
            case "__unixEpochNanoFrom" -> Long.toString(nanos(range.from()));
            case "__unixEpochNanoTo" -> Long.toString(nanos(range.to()));
            case "__unixEpochGroup" -> {
                String seconds = seconds(macro, arguments);
                yield "floor((" + column + ")/" + seconds + ")*" + seconds;
            }
            case "__unixEpochGroupAlias" -> evaluate("__unixEpochGroup", arguments) + " AS \"time\"";
            default -> throw new IllegalArgumentException("unknown macro " + macro);
        };
    }

    private static String seconds(String macro, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(
                    "macro " + macro + " needs time column and interval and optional fill value");
        }
        Duration interval = Intervals.parse(arguments.get(1).replaceAll("^'+|'+$", ""));
        return interval.toMillis() % 1000 == 0
                ? Long.toString(interval.toSeconds())
                : Double.toString(interval.toMillis() / 1000.0);
    }

    private static String between(String column, long from, long to) {
        return column + " >= " + from + " AND " + column + " <= " + to;
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
