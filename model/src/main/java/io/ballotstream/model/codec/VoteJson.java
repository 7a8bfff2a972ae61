package io.ballotstream.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON of {@code votes_topic}. */
public final class VoteJson {
    private static final int EXPECTED_BYTES = 192;

    private VoteJson() {}

    /** The vote as UTF-8 JSON. */
    public static byte[] write(Vote vote) {
        return isPlain(vote.voteId()) && isPlain(vote.candidateId()) && isPlain(vote.location())
                ? writePlain(vote)
                : writeAny(vote);
    }

    /** Whether JSON has the text as it is, each character in one byte. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Three times as fast as the generator, which gives the same. */
    private static byte[] writePlain(Vote vote) {
        String json = "{\"vote_id\":\"" + vote.voteId() + "\",\"candidate_id\":\"" + vote.candidateId()
                + "\",\"location\":\"" + vote.location() + "\",\"voting_time\":" + vote.votingTime() + "}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] writeAny(Vote vote) {
        return RecordJson.write(EXPECTED_BYTES, generator -> {
            generator.writeStringField("vote_id", vote.voteId());
            generator.writeStringField("candidate_id", vote.candidateId());
            generator.writeStringField("location", vote.location());
            generator.writeNumberField("voting_time", vote.votingTime());
        });
    }

    /**
     * The vote in a record's value, which may be null: its id has the form that {@link VoteIds} gives, its time is not
     * before 1970.
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
        private String voteId;
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

        private static String voteId(String field, JsonParser parser) throws IOException, InvalidRecordException {
            String id = RecordJson.text(field, parser);
            if (!VoteIds.isVoteId(id)) {
                throw RecordJson.badField(field, "is not 32 lower-case hexadecimal digits");
            }
            return id;
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
