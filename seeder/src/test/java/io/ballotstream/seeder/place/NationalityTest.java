package io.ballotstream.seeder.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import org.junit.jupiter.api.Test;

class NationalityTest {
    @Test
    void listIsReadInAnyCaseAndOrderAndEachCountsOnce() {
        assertThat(Nationality.parseList("us, GB,us")).containsExactly(Nationality.GB, Nationality.US);
    }

    @Test
    void unknownCodeIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Nationality.parseList("us,xx"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "--nationality must be a comma-separated list of codes, but \"xx\" is none of au, br, ca, ch, de, dk,"
                                + " es, fi, fr, gb, ie, in, ir, mx, nl, no, nz, rs, tr, ua, us.");
    }

    @Test
    void emptyListIsRefused() {
        assertThatThrownBy(() -> Nationality.parseList(""))
                .hasMessageStartingWith("--nationality must be a comma-separated list of codes, but \"\" is none of ");
    }
}
