package io.ballotstream.model.codec;

import static io.ballotstream.model.codec.VoteJson.BEFORE_CANDIDATE;
import static io.ballotstream.model.codec.VoteJson.BEFORE_ID;
import static io.ballotstream.model.codec.VoteJson.BEFORE_LOCATION;
import static io.ballotstream.model.codec.VoteJson.BEFORE_TIME;

import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import java.util.Arrays;

/**
 * Scans a vote's JSON in the canonical form that {@link VoteJson#write} produces. It allocates nothing and is ten times
 * as fast as a parser. It does not accept any other form: an escape, white space or another order of fields needs the
 * parser.
 *
 * <p>It does not check that names are UTF-8. Comparing their bytes with {@link KnownNames} does. Not thread-safe.
 */
public final class CanonicalVote {
    private static final int ID_END = BEFORE_ID.length + VoteId.DIGITS;
    // Any number of 18 digits fits into a long.
    private static final int MOST_DIGITS = 18;

    private byte[] json;
    private int candidateStart;
    private int candidateEnd;
    private int locationStart;
    private int locationEnd;
    private long votingTime;

    /** Creates a scanner for any number of records. */
    public CanonicalVote() {}

    /**
     * Scans a record's value. If it is canonical, the other methods return its fields until the next call.
     *
     * @param bytes the record's value, or null
     * @return whether the value is a vote in canonical form
     */
    public boolean scan(byte[] bytes) {
        json = bytes;
        if (bytes == null || !startsWith(BEFORE_ID, 0) || !startsWith(BEFORE_CANDIDATE, ID_END) || !isIdHexadecimal()) {
            return false;
        }
        candidateStart = ID_END + BEFORE_CANDIDATE.length;
        candidateEnd = endOfText(candidateStart);
        if (candidateEnd < 0 || !startsWith(BEFORE_LOCATION, candidateEnd)) {
            return false;
        }
        locationStart = candidateEnd + BEFORE_LOCATION.length;
        locationEnd = endOfText(locationStart);
        return locationEnd >= 0 && startsWith(BEFORE_TIME, locationEnd) && scanTime(locationEnd + BEFORE_TIME.length);
    }

    private boolean startsWith(byte[] expected, int from) {
        int to = from + expected.length;
        return to <= json.length && Arrays.equals(expected, 0, expected.length, json, from, to);
    }

    private boolean isIdHexadecimal() {
        for (int i = BEFORE_ID.length; i < ID_END; i++) {
            if (!VoteId.isHexDigit(json[i])) {
                return false;
            }
        }
        return true;
    }

    /** The index of the closing quote, or -1 if the text before it needs a parser. */
    private int endOfText(int from) {
        for (int i = from; i < json.length; i++) {
            byte b = json[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return -1;
            }
        }
        return -1;
    }

    /** Reads the digits that end the object: no sign, no leading zero. */
    private boolean scanTime(int from) {
        int end = json.length - 1;
        int digits = end - from;
        if (digits < 1 || digits > MOST_DIGITS || json[end] != '}' || (json[from] == '0' && digits > 1)) {
            return false;
        }
        long time = 0;
        for (int i = from; i < end; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            time = time * 10 + digit;
        }
        votingTime = time;
        return true;
    }

    /** {@return the vote's id} */
    public VoteId voteId() {
        return VoteId.parse(json, BEFORE_ID.length);
    }

    /**
     * Looks up the candidate's id.
     *
     * @param candidateIds the election's candidates
     * @return the candidate's id, or null if it is not a known one
     */
    public String candidateId(KnownNames candidateIds) {
        return candidateIds.find(json, candidateStart, candidateEnd);
    }

    /**
     * Looks up the location.
     *
     * @param locations the election's locations
     * @return the location, or null if it is not a known one
     */
    public String location(KnownNames locations) {
        return locations.find(json, locationStart, locationEnd);
    }

    /** {@return the voting time in epoch milliseconds} */
    public long votingTime() {
        return votingTime;
    }

    /**
     * Creates the vote.
     *
     * @param candidateId as {@link #candidateId} returned it
     * @param location as {@link #location} returned it
     * @return the scanned vote
     */
    public Vote vote(String candidateId, String location) {
        return new Vote(voteId(), candidateId, location, votingTime);
    }
}
