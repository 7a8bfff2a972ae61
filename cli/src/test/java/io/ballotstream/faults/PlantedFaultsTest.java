package io.ballotstream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedFaultsTest {
    static List<PlantedFault> faults() {
        return PlantedFaults.ALL;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultChangesOnePlace(PlantedFault fault) {
        assertThat(fault.occurrences()).as(fault.title()).isEqualTo(1);
    }

    @Test
    void thereAreAtLeastThirtyFaults() {
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(faults().stream().map(PlantedFault::title)).doesNotHaveDuplicates();
    }

    @Test
    void documentationHasTheTableOfAllFaults() throws IOException {
        Path generated = Path.of("target/faults.md");
        Files.writeString(generated, FaultsTable.render());

        assertThat(PlantedFault.PROJECT.resolve("docs/faults.md"))
                .as("out of date: run `cp cli/target/faults.md docs/faults.md`")
                .hasSameTextualContentAs(generated);
    }
}
