package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Voter;
import java.io.IOException;

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
        return RecordJson.write(EXPECTED_BYTES, generator -> write(voter, generator));
    }

    private static void write(Voter voter, JsonGenerator generator) throws IOException {
        generator.writeStringField("voter_id", voter.voterId());
        RecordJson.writeText(generator, "voter_name", voter.voterName());
        generator.writeStringField("date_of_birth", voter.dateOfBirth().toString());
        RecordJson.writeText(generator, "gender", voter.gender());
        RecordJson.writeText(generator, "nationality", voter.nationality());
        RecordJson.writeText(generator, "registration_number", voter.registrationNumber());
        if (voter.address() != null) {
            generator.writeObjectFieldStart("address");
            RecordJson.writeText(generator, "street", voter.address().street());
            RecordJson.writeText(generator, "city", voter.address().city());
            RecordJson.writeText(generator, "state", voter.address().state());
            RecordJson.writeText(generator, "country", voter.address().country());
            RecordJson.writeText(generator, "postcode", voter.address().postcode());
            generator.writeEndObject();
        }
        RecordJson.writeText(generator, "email", voter.email());
        RecordJson.writeText(generator, "phone_number", voter.phoneNumber());
        RecordJson.writeText(generator, "cell_number", voter.cellNumber());
        RecordJson.writeText(generator, "picture", voter.picture());
        if (voter.registeredAge() != null) {
            generator.writeNumberField("registered_age", voter.registeredAge());
        }
        generator.writeStringField("location", voter.location());
        generator.writeNumberField("roll_number", voter.rollNumber());
        if (voter.votedBeforeMs() != null) {
            generator.writeNumberField("voted_before_ms", voter.votedBeforeMs());
        }
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
