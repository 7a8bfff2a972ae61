package io.ballotstream.faults;

import java.util.stream.Collectors;

/** The table of all planted faults in the documentation. */
final class FaultsTable {
    private FaultsTable() {}

    static String render() {
        String head = """
                # Faults that the audit finds

                A test plants these N faults into the pipeline, one at a time, runs a small election with each, and requires that the
                [audit](guarantees.md#the-audit) finds it by the rule and the comparison that the table names. Without a fault, the same elections pass.
                `PlantedFaultsIT` runs them; this page is generated from its list `PlantedFaults`.

                | fault | planted in | found by |
                |---|---|---|
                """;
        return head.replaceFirst("N faults", PlantedFaults.ALL.size() + " faults")
                + PlantedFaults.ALL.stream().map(FaultsTable::row).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(PlantedFault fault) {
        String restart = fault.stage().isRestarted() ? ", with a restart" : "";
        return "| " + fault.title() + restart + " | `" + fault.className() + "` | " + fault.rule() + ": "
                + fault.where() + " |";
    }
}
