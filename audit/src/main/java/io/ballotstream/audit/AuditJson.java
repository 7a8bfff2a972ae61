package io.ballotstream.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The report as one JSON document. */
final class AuditJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AuditJson() {}

    static String write(AuditReport report) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("verdict", report.verdictLine());
        document.put("passes", report.passes());
        document.put("run_at", report.runAt().toString());
        document.putObject("election")
                .put("election_id", report.election().electionId())
                .put("name", report.election().name())
                .put("scale", report.election().scale())
                .put("results_sha256", report.election().resultsSha256());
        ArrayNode rules = document.putArray("rules");
        report.rules().forEach(rule -> write(rule, rules.addObject()));
        report.notDrained().forEach(document.putArray("not_drained")::add);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts and numbers cannot be written as JSON.", e);
        }
    }

    /** {@code holds} is null for a rule that was left out, or that could not be checked completely. */
    private static void write(RuleResult rule, ObjectNode node) {
        boolean decided = rule.verdict() == Verdict.HOLDS || rule.verdict() == Verdict.FAILS;
        node.put("rule", rule.rule());
        node.put("says", rule.says());
        node.put("verdict", rule.verdict().toString());
        node.put("holds", decided ? rule.verdict() == Verdict.HOLDS : null);
        node.put("unchecked", rule.unchecked());
        if (!rule.comparisons().isEmpty()) {
            write(rule.headline(), node);
            node.put("difference", rule.difference());
        }
        ArrayNode comparisons = node.putArray("comparisons");
        rule.comparisons().forEach(comparison -> write(comparison, comparisons.addObject()));
        rule.findings().forEach(node.putArray("findings")::add);
    }

    private static void write(Comparison comparison, ObjectNode node) {
        node.put("left_name", comparison.leftName())
                .put("left_value", comparison.leftValue())
                .put("right_name", comparison.rightName())
                .put("right_value", comparison.rightValue())
                .put("difference", comparison.difference());
    }
}
