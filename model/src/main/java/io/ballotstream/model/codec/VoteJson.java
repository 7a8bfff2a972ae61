package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import java.io.IOException;

/** Reads and writes the JSON of {@code votes_topic}. */
public final class VoteJson {
    // The canonical form, which CanonicalVote scans.
    static final byte[] BEFORE_ID = "{\"vote_id\":\"".getBytes(US_ASCII);
    static final byte[] BEFORE_CANDIDATE = "\",\"candidate_id\":\"".getBytes(US_ASCII);
    static final byte[] BEFORE_LOCATION = "\",\"location\":\"".getBytes(US_ASCII);
    static final byte[] BEFORE_TIME = "\",\"voting_time\":".getBytes(US_ASCII);

    private static final int FIXED_BYTES = BEFORE_ID.length
            + VoteId.DIGITS
            + BEFORE_CANDIDATE.length
            + BEFORE_LOCATION.length
            + BEFORE_TIME.length
            + "}".length();
    private static final int EXPECTED_BYTES = 192;

    private VoteJson() {}

    /**
     * Writes a vote.
     *
     * @param vote the vote
     * @return UTF-8 JSON
     */
    public static byte[] write(Vote vote) {
        return isPlain(vote.candidateId()) && isPlain(vote.location()) ? writePlain(vote) : writeAny(vote);
    }

    /** Whether JSON writes the text without escapes and each character as one byte. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!ObjectWriter.isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Produces the same bytes as the generator, several times as fast. */
    private static byte[] writePlain(Vote vote) {
        String time = Long.toString(vote.votingTime());
        byte[] json = new byte
                [FIXED_BYTES + vote.candidateId().length() + vote.location().length() + time.length()];
        int end = put(BEFORE_ID, json, 0);
        vote.voteId().write(json, end);
        end = put(BEFORE_CANDIDATE, json, end + VoteId.DIGITS);
        end = put(vote.candidateId(), json, end);
        end = put(BEFORE_LOCATION, json, end);
        end = put(vote.location(), json, end);
        end = put(BEFORE_TIME, json, end);
        end = put(time, json, end);
        json[end] = '}';
        return json;
    }

    /** Copies the bytes to an index, and returns the index after them. */
    private static int put(byte[] bytes, byte[] json, int from) {
        System.arraycopy(bytes, 0, json, from, bytes.length);
        return from + bytes.length;
    }

    private static int put(String ascii, byte[] json, int from) {
        for (int i = 0; i < ascii.length(); i++) {
            json[from + i] = (byte) ascii.charAt(i);
        }
        return from + ascii.length();
    }

    static byte[] writeAny(Vote vote) {
        return RecordJson.write(EXPECTED_BYTES, generator -> {
            generator.writeStringField("vote_id", vote.voteId().toString());
            generator.writeStringField("candidate_id", vote.candidateId());
            generator.writeStringField("location", vote.location());
            generator.writeNumberField("voting_time", vote.votingTime());
        });
    }

    /**
     * Reads a vote.
     *
     * @param json a record's value, or null
     * @return the vote; its time is not before 1970
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static Vote read(byte[] json) throws InvalidRecordException {
        Fields fields = new Fields();
        RecordJson.read(json, fields);
        return new Vote(
                RecordJson.required("vote_id", fields.voteId),
                RecordJson.required("candidate_id", fields.candidateId),
                RecordJson.required("location", fields.location),
                RecordJson.required("voting_time", fields.votingTime));
    }

    private static final class Fields implements RecordJson.FieldReader {
        private VoteId voteId;
        private String candidateId;
        private String location;
        private Long votingTime;

        @Override
        public void read(String field, JsonParser parser) throws IOException, InvalidRecordException {
            switch (field) {
                case "vote_id" -> voteId = voteId(field, parser);
                case "candidate_id" -> candidateId = RecordJson.id(field, parser);
                case "location" -> location = RecordJson.text(field, parser);
                case "voting_time" -> votingTime = votingTime(field, parser);
                default -> {}
            }
        }

        private static VoteId voteId(String field, JsonParser parser) throws IOException, InvalidRecordException {
            String id = RecordJson.text(field, parser);
            if (!VoteId.isVoteId(id)) {
                throw RecordJson.badField(field, "is not 32 lower-case hexadecimal digits");
            }
            return VoteId.parse(id);
        }

        private static long votingTime(String field, JsonParser parser) throws IOException, InvalidRecordException {
            long time = RecordJson.wholeNumber(field, parser);
            if (time < 0) {
                throw RecordJson.badField(field, "is negative");
            }
            return time;
        }
    }
}
