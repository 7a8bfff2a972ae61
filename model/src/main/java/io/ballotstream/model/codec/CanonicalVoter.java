package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.RollEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads a voter's JSON in the form in which {@link VoterJson#write} gives it, twice as fast as a parser. Whatever
 * may mean something else (an escape, a space, a fraction, deeper nesting) or is at fault, it leaves to the parser.
 */
final class CanonicalVoter {
    private static final byte[] VOTER_ID = "voter_id".getBytes(US_ASCII);
    private static final byte[] DATE_OF_BIRTH = "date_of_birth".getBytes(US_ASCII);
    private static final byte[] LOCATION = "location".getBytes(US_ASCII);
    private static final byte[] ROLL_NUMBER = "roll_number".getBytes(US_ASCII);
    private static final byte[] VOTED_BEFORE_MS = "voted_before_ms".getBytes(US_ASCII);

    // A number of 18 digits fits into a long, whatever they are.
    private static final int MOST_DIGITS = 18;
    // Parsers have a limit for names; this is far below.
    private static final int LONGEST_NAME = 100;
    private static final int DATE_LENGTH = "2000-01-01".length();
    private static final byte END = 0;

    private final byte[] json;
    private int position;

    // Of the value read last, of which one is set.
    private int textStart;
    private Long number;

    private String voterId;
    private LocalDate dateOfBirth;
    private String location;
    private Long rollNumber;
    private Long votedBeforeMs;

    private CanonicalVoter(byte[] json) {
        this.json = json;
    }

    /** The entry, or null if the parser is to decide. */
    static RollEntry read(byte[] json) {
        if (json == null || !Utf8.isWellFormed(json)) {
            return null;
        }
        CanonicalVoter voter = new CanonicalVoter(json);
        boolean whole = voter.skipObject(true) && voter.position == json.length;
        return whole && voter.hasWhatIsRequired()
                ? new RollEntry(voter.voterId, voter.dateOfBirth, voter.location, voter.rollNumber, voter.votedBeforeMs)
                : null;
    }

    private boolean hasWhatIsRequired() {
        return voterId != null && dateOfBirth != null && location != null && rollNumber != null;
    }

    /** Goes behind an object, and takes its fields if it is the voter's own. */
    private boolean skipObject(boolean own) {
        if (!skip('{')) {
            return false;
        }
        if (skip('}')) {
            return true;
        }
        do {
            int nameStart = position + 1;
            if (!skipText() || position - nameStart > LONGEST_NAME) {
                return false;
            }
            int nameEnd = position - 1;
            if (!skip(':') || !skipValue(own) || (own && !take(nameStart, nameEnd))) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    private boolean skipValue(boolean own) {
        number = null;
        textStart = 0;
        byte first = next();
        if (first == '"') {
            textStart = position + 1;
            return skipText();
        }
        return first == '{' ? own && skipInnerObject() : skipNumber();
    }

    private boolean skipInnerObject() {
        boolean skipped = skipObject(false);
        number = null;
        textStart = 0;
        return skipped;
    }

    private boolean skipText() {
        if (!skip('"')) {
            return false;
        }
        for (; position < json.length; position++) {
            byte b = json[position];
            if (b == '"') {
                position++;
                return true;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return false;
            }
        }
        return false;
    }

    private boolean skipNumber() {
        boolean negative = skip('-');
        int start = position;
        long value = 0;
        for (; isDigit(next()) && position - start <= MOST_DIGITS; position++) {
            value = value * 10 + (next() - '0');
        }
        int digits = position - start;
        if (digits == 0 || digits > MOST_DIGITS || (digits > 1 && json[start] == '0')) {
            return false;
        }
        number = negative ? -value : value;
        return true;
    }

    private byte next() {
        return position < json.length ? json[position] : END;
    }

    private boolean skip(char expected) {
        if (next() != expected) {
            return false;
        }
        position++;
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Takes the value read last, if it is needed; false if it is not as it must be. */
    private boolean take(int nameStart, int nameEnd) {
        switch (nameEnd - nameStart) {
            case 8 -> {
                if (isName(VOTER_ID, nameStart, nameEnd)) {
                    voterId = text();
                    return voterId != null && !voterId.isEmpty() && voterId.length() <= RecordJson.LONGEST_ID;
                }
                if (isName(LOCATION, nameStart, nameEnd)) {
                    location = text();
                    return location != null;
                }
            }
            case 11 -> {
                if (isName(ROLL_NUMBER, nameStart, nameEnd)) {
                    rollNumber = number;
                    return number != null && number >= 0;
                }
            }
            case 13 -> {
                if (isName(DATE_OF_BIRTH, nameStart, nameEnd)) {
                    dateOfBirth = date();
                    return dateOfBirth != null;
                }
            }
            case 15 -> {
                if (isName(VOTED_BEFORE_MS, nameStart, nameEnd)) {
                    votedBeforeMs = number;
                    return number != null;
                }
            }
            default -> {}
        }
        return true;
    }

    private boolean isName(byte[] name, int from, int to) {
        return Arrays.equals(name, 0, name.length, json, from, to);
    }

    private String text() {
        return textStart == 0 ? null : new String(json, textStart, position - 1 - textStart, UTF_8);
    }

    private LocalDate date() {
        if (textStart == 0
                || position - 1 - textStart != DATE_LENGTH
                || json[textStart + 4] != '-'
                || json[textStart + 7] != '-') {
            return null;
        }
        int year = digits(0, 4);
        int month = digits(5, 7);
        int day = digits(8, 10);
        try {
            return year < 0 || month < 0 || day < 0 ? null : LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The number that these characters of the text are, or -1. */
    private int digits(int from, int to) {
        int value = 0;
        for (int i = textStart + from; i < textStart + to; i++) {
            if (!isDigit(json[i])) {
                return -1;
            }
            value = 10 * value + json[i] - '0';
        }
        return value;
    }
}
