package io.ballotstream.model.codec;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;

/** The JSON of the two topics of aggregated results. */
public final class ResultJson {
    private static final int EXPECTED_BYTES = 256;

    private ResultJson() {}

    /** A candidate's standing as UTF-8 JSON. */
    public static byte[] write(CandidateResult result) {
        return RecordJson.write(EXPECTED_BYTES, generator -> {
            generator.writeStringField("candidate_id", result.candidateId());
            generator.writeStringField("candidate_name", result.candidateName());
            generator.writeStringField("party_affiliation", result.partyAffiliation());
            generator.writeNumberField("total_votes", result.totalVotes());
            generator.writeNumberField("share", result.share());
            generator.writeNumberField("rank", result.rank());
            generator.writeNumberField("as_of", result.asOf());
        });
    }

    /** A location's turnout as UTF-8 JSON; what is not known is null. */
    public static byte[] write(LocationResult result) {
        return RecordJson.write(EXPECTED_BYTES, generator -> {
            generator.writeStringField("location", result.location());
            generator.writeNumberField("total_votes", result.totalVotes());
            if (result.eligibleVoters() == null) {
                generator.writeNullField("eligible_voters");
            } else {
                generator.writeNumberField("eligible_voters", result.eligibleVoters());
            }
            generator.writeStringField("leading_candidate_id", result.leadingCandidateId());
            generator.writeNumberField("as_of", result.asOf());
        });
    }
}
