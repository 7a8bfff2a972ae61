package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Voter;
import java.io.IOException;

/** The JSON of {@code voters_topic}: dates as {@code YYYY-MM-DD}, fields that are null left out. */
public final class VoterJson {
    private static final int EXPECTED_BYTES = 1024;

    private VoterJson() {}

    /** The voter as UTF-8 JSON; the same voter gives the same bytes. */
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

    /** What is needed to cast the vote of the voter in a record's value, which may be null. */
    public static RollEntry readRollEntry(byte[] json) throws InvalidRecordException {
        RollEntry canonical = CanonicalVoter.read(json);
        return canonical != null ? canonical : parseRollEntry(json);
    }

    /** The same by the parser, which also knows what is wrong. */
    static RollEntry parseRollEntry(byte[] json) throws InvalidRecordException {
        FieldValues values = new FieldValues(RollEntry.FIELDS);
        RecordJson.read(json, values);
        values.requireComplete();
        return RollEntry.of(values);
    }
}
