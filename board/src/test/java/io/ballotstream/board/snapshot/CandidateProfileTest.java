package io.ballotstream.board.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Candidate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateProfileTest {
    @ParameterizedTest
    @CsvSource({
        "#ffffff, #000000",
        "#000000, #ffffff",
        "#ffe04a, #000000",
        "#b22222, #ffffff",
        "#1f77d0, #000000",
        "#800080, #ffffff"
    })
    void textColorHasTheHigherContrast(String color, String text) {
        CandidateProfile profile = new CandidateProfile(new Candidate("c1", 1, "Ada", "Reds"), color, null);
        assertThat(profile.textColor()).isEqualTo(text);
    }
}
