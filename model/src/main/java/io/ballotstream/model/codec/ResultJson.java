package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import java.io.IOException;

/** Reads and writes the JSON of the three topics of aggregated results. */
public final class ResultJson {
    private static final int EXPECTED_BYTES = 256;

    private ResultJson() {}

    /**
     * Writes a candidate's standing.
     *
     * @param result the standing
     * @return UTF-8 JSON
     */
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

    /**
     * Writes a location's turnout. Unknown values are written as null.
     *
     * @param result the turnout
     * @return UTF-8 JSON
     */
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

    /**
     * Writes a party's votes.
     *
     * @param result the votes
     * @return UTF-8 JSON
     */
    public static byte[] write(PartyResult result) {
        return RecordJson.write(EXPECTED_BYTES, generator -> {
            generator.writeStringField("party", result.party());
            generator.writeNumberField("total_votes", result.totalVotes());
            generator.writeNumberField("share", result.share());
            generator.writeNumberField("rank", result.rank());
            generator.writeNumberField("as_of", result.asOf());
        });
    }

    /**
     * Reads a candidate's standing.
     *
     * @param json a record's value, or null
     * @return the standing
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static CandidateResult readCandidateResult(byte[] json) throws InvalidRecordException {
        CandidateFields fields = new CandidateFields();
        RecordJson.read(json, fields);
        return new CandidateResult(
                RecordJson.required("candidate_id", fields.candidateId),
                RecordJson.required("candidate_name", fields.candidateName),
                RecordJson.required("party_affiliation", fields.partyAffiliation),
                RecordJson.required("total_votes", fields.totalVotes),
                RecordJson.required("share", fields.share),
                Math.toIntExact(RecordJson.required("rank", fields.rank)),
                RecordJson.required("as_of", fields.asOf));
    }

    /**
     * Reads a location's turnout.
     *
     * @param json a record's value, or null
     * @return the turnout
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static LocationResult readLocationResult(byte[] json) throws InvalidRecordException {
        LocationFields fields = new LocationFields();
        RecordJson.read(json, fields);
        return new LocationResult(
                RecordJson.required("location", fields.location),
                RecordJson.required("total_votes", fields.totalVotes),
                fields.eligibleVoters,
                fields.leadingCandidateId,
                RecordJson.required("as_of", fields.asOf));
    }

    /**
     * Reads a party's votes.
     *
     * @param json a record's value, or null
     * @return the votes
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static PartyResult readPartyResult(byte[] json) throws InvalidRecordException {
        PartyFields fields = new PartyFields();
        RecordJson.read(json, fields);
        return new PartyResult(
                RecordJson.required("party", fields.party),
                RecordJson.required("total_votes", fields.totalVotes),
                RecordJson.required("share", fields.share),
                Math.toIntExact(RecordJson.required("rank", fields.rank)),
                RecordJson.required("as_of", fields.asOf));
    }

    private static final class CandidateFields implements RecordJson.FieldReader {
        private String candidateId;
        private String candidateName;
        private String partyAffiliation;
        private Long totalVotes;
        private Double share;
        private Long rank;
        private Long asOf;

        @Override
        public void read(String field, JsonParser parser) throws IOException, InvalidRecordException {
            switch (field) {
                case "candidate_id" -> candidateId = RecordJson.id(field, parser);
                case "candidate_name" -> candidateName = RecordJson.text(field, parser);
                case "party_affiliation" -> partyAffiliation = RecordJson.text(field, parser);
                case "total_votes" -> totalVotes = RecordJson.wholeNumber(field, parser);
                case "share" -> share = RecordJson.number(field, parser);
                case "rank" -> rank = rank(field, parser);
                case "as_of" -> asOf = RecordJson.wholeNumber(field, parser);
                default -> {}
            }
        }
    }

    private static final class PartyFields implements RecordJson.FieldReader {
        private String party;
        private Long totalVotes;
        private Double share;
        private Long rank;
        private Long asOf;

        @Override
        public void read(String field, JsonParser parser) throws IOException, InvalidRecordException {
            switch (field) {
                case "party" -> party = RecordJson.text(field, parser);
                case "total_votes" -> totalVotes = RecordJson.wholeNumber(field, parser);
                case "share" -> share = RecordJson.number(field, parser);
                case "rank" -> rank = rank(field, parser);
                case "as_of" -> asOf = RecordJson.wholeNumber(field, parser);
                default -> {}
            }
        }
    }

    private static long rank(String field, JsonParser parser) throws IOException, InvalidRecordException {
        long rank = RecordJson.wholeNumber(field, parser);
        if (rank < 1 || rank > Integer.MAX_VALUE) {
            throw RecordJson.badField(field, "is out of range");
        }
        return rank;
    }

    private static final class LocationFields implements RecordJson.FieldReader {
        private String location;
        private Long totalVotes;
        private Long eligibleVoters;
        private String leadingCandidateId;
        private Long asOf;

        @Override
        public void read(String field, JsonParser parser) throws IOException, InvalidRecordException {
            switch (field) {
                case "location" -> location = RecordJson.text(field, parser);
                case "total_votes" -> totalVotes = RecordJson.wholeNumber(field, parser);
                case "eligible_voters" -> eligibleVoters = RecordJson.wholeNumber(field, parser);
                case "leading_candidate_id" -> leadingCandidateId = RecordJson.id(field, parser);
                case "as_of" -> asOf = RecordJson.wholeNumber(field, parser);
                default -> {}
            }
        }
    }
}
