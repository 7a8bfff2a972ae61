package io.ballotstream.grafana;

import java.util.List;

/**
 * One statement of a dashboard, as it stands in the file.
 *
 * @param origin where it stands, for messages
 * @param format {@code table} or {@code time_series}
 */
record Query(String origin, String refId, String format, String rawSql) {

    /** What Grafana would send to PostgreSQL. */
    String sql(List<VariableValue> variables, TimeRange range) {
        return new Macros(range).expand(new TemplateVariables(variables, range).replace(rawSql));
    }

    @Override
    public String toString() {
        return origin;
    }
}
