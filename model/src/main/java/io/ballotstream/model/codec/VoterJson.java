package io.ballotstream.model.codec;

import io.ballotstream.model.Address;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Voter;

/**
 * Reads and writes the JSON of {@code voters_topic}. Dates have the form {@code YYYY-MM-DD}; null fields are left out.
 */
public final class VoterJson {
    private static final int EXPECTED_BYTES = 1024;

    private VoterJson() {}

    /**
     * Writes a voter. Equal voters result in equal bytes.
     *
     * @param voter the voter
     * @return UTF-8 JSON
     */
    public static byte[] write(Voter voter) {
        ObjectWriter json = new ObjectWriter(EXPECTED_BYTES)
                .text("voter_id", voter.voterId())
                .text("voter_name", voter.voterName())
                .text("date_of_birth", voter.dateOfBirth().toString())
                .text("gender", voter.gender())
                .text("nationality", voter.nationality())
                .text("registration_number", voter.registrationNumber());
        Address address = voter.address();
        if (address != null) {
            json.startObject("address")
                    .text("street", address.street())
                    .text("city", address.city())
                    .text("state", address.state())
                    .text("country", address.country())
                    .text("postcode", address.postcode())
                    .endObject();
        }
        return json.text("email", voter.email())
                .text("phone_number", voter.phoneNumber())
                .text("cell_number", voter.cellNumber())
                .text("picture", voter.picture())
                .number("registered_age", voter.registeredAge())
                .text("location", voter.location())
                .number("roll_number", voter.rollNumber())
                .number("voted_before_ms", voter.votedBeforeMs())
                .bytes();
    }

    /**
     * Reads the fields that are needed to cast the voter's vote.
     *
     * @param json a record's value, or null
     * @return the fields
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static RollEntry readRollEntry(byte[] json) throws InvalidRecordException {
        RollEntry canonical = CanonicalVoter.read(json);
        return canonical != null ? canonical : parseRollEntry(json);
    }

    /** Reads the same fields with the parser, which also reports what is wrong. */
    static RollEntry parseRollEntry(byte[] json) throws InvalidRecordException {
        FieldValues values = new FieldValues(RollEntry.FIELDS);
        RecordJson.read(json, values);
        values.requireComplete();
        return RollEntry.of(values);
    }
}
