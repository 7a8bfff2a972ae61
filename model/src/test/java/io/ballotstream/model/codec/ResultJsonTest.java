package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    @Test
    void candidateResultIsWrittenWithAllFields() {
        CandidateResult result = new CandidateResult("c1", "Ada \"A\"", "党", 3, 0.75, 1, 1_700_000_000_000L);

        assertThat(new String(ResultJson.write(result), UTF_8))
                .isEqualTo("{\"candidate_id\":\"c1\",\"candidate_name\":\"Ada \\\"A\\\"\",\"party_affiliation\":\"党\","
                        + "\"total_votes\":3,\"share\":0.75,\"rank\":1,\"as_of\":1700000000000}");
    }

    @Test
    void locationResultIsWrittenWithAllFields() {
        LocationResult result = new LocationResult("Ohio", 3, 10L, "c1", 1_700_000_000_000L);

        assertThat(new String(ResultJson.write(result), UTF_8))
                .isEqualTo("{\"location\":\"Ohio\",\"total_votes\":3,\"eligible_voters\":10,"
                        + "\"leading_candidate_id\":\"c1\",\"as_of\":1700000000000}");
    }

    @Test
    void partyResultIsWrittenAndReadBack() throws InvalidRecordException {
        PartyResult result = new PartyResult("", 3, 0.75, 1, 1_700_000_000_000L);

        assertThat(new String(ResultJson.write(result), UTF_8))
                .isEqualTo("{\"party\":\"\",\"total_votes\":3,\"share\":0.75,\"rank\":1,\"as_of\":1700000000000}");
        assertThat(ResultJson.readPartyResult(ResultJson.write(result))).isEqualTo(result);
    }

    @Test
    void unknownValuesOfALocationAreNull() {
        assertThat(new String(ResultJson.write(new LocationResult("Ohio", 0, null, null, 0)), UTF_8))
                .isEqualTo("{\"location\":\"Ohio\",\"total_votes\":0,\"eligible_voters\":null,"
                        + "\"leading_candidate_id\":null,\"as_of\":0}");
    }
}
