package io.ballotstream.grafana;

import java.util.List;

/**
 * A dashboard variable and its selected values.
 *
 * @param chosen one text for a single selection, otherwise a list; empty if {@code all} is selected
 * @param allValue the value that the variable defines for "All"; if null, "All" selects every option
 */
record VariableValue(
        String name,
        boolean multi,
        boolean includeAll,
        String allValue,
        boolean all,
        List<String> chosen,
        List<String> options) {

    static VariableValue all(String name, String allValue, List<String> options) {
        return new VariableValue(name, true, true, allValue, true, List.of(), options);
    }

    static VariableValue many(String name, List<String> chosen) {
        return new VariableValue(name, true, true, null, false, chosen, chosen);
    }

    static VariableValue single(String name, String chosen) {
        return new VariableValue(name, false, false, null, false, List.of(chosen), List.of(chosen));
    }

    List<String> values() {
        return all ? options : chosen;
    }

    boolean isCustomAll() {
        return all && allValue != null;
    }
}
