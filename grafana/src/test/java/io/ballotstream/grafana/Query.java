package io.ballotstream.grafana;

import java.util.List;

/**
 * One statement of a dashboard, unchanged from its file.
 *
 * @param origin its position in the file, for messages
 * @param format {@code table} or {@code time_series}
 */
record Query(String origin, String refId, String format, String rawSql) {

    /** The statement that Grafana would send to PostgreSQL. */
    String sql(List<VariableValue> variables, TimeRange range) {
        return new Macros(range).expand(new TemplateVariables(variables, range).replace(rawSql));
    }

    @Override
    public String toString() {
        return origin;
    }
}
