package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.people.Nationality;
import io.ballotstream.seeder.plan.UsStateFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeederIT {
    private static final FaultShares ONE_PERCENT = new FaultShares(0.01, 0.01, 0.01, 0.01);

    @Test
    void stateFileIsSeededExactlyToTheVote() throws Exception {
        SeededServices services = SeededServices.fresh("state_file");

        services.seed(usStates(10_000, ONE_PERCENT));

        assertThat(services.rows("""
                        SELECT candidate_name, sum(weight) FROM ballot_plan JOIN candidates USING (candidate_id)
                        GROUP BY candidate_name, ballot_no ORDER BY ballot_no"""))
                .containsExactly(
                        List.of("Joseph R. Biden Jr.", "8128"),
                        List.of("Donald J. Trump", "7422"),
                        List.of("Jo Jorgensen", "187"),
                        List.of("Other and write-in", "106"));
        assertThat(services.number("SELECT voters FROM election")).isEqualTo(15_843);
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(15_843);
        assertThat(services.number("SELECT count(*) FROM voters WHERE voted_before_ms = 4200000"))
                .isEqualTo(158);
        assertThat(services.rows("SELECT kind, records FROM seeding_manifest ORDER BY kind"))
                .containsExactly(
                        List.of("BAD_FIELD", "31"),
                        List.of("DUPLICATE_VOTER", "158"),
                        List.of("EMPTY", "34"),
                        List.of("LATE", "158"),
                        List.of("MISSING_FIELD", "31"),
                        List.of("NOT_JSON", "31"),
                        List.of("NOT_UTF8", "31"),
                        List.of("ON_TIME", "15685"),
                        List.of("UNDERAGE", "158"));
        assertThat(services.published()).hasSize(15_843 + 158 * 3);
    }

    static SeedOptions usStates(long scale, FaultShares faults) {
        return new SeedOptions(
                null, UsStateFile.read(), scale, 0, 1, 18, List.of(Nationality.US), faults, 4, (short) 1);
    }
}
