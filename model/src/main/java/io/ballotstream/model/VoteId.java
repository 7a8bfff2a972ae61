package io.ballotstream.model;

import java.nio.charset.StandardCharsets;

/**
 * Identifies a vote: 16 bytes. Its text, on topics and in tables, is 32 lower-case hexadecimal digits.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the last 8 bytes, big-endian
 */
public record VoteId(long high, long low) {
    /** The number of digits in the text of a vote id. */
    public static final int DIGITS = 32;

    private static final int HALF = DIGITS / 2;
    private static final int BITS_PER_DIGIT = 4;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Whether a text is 32 lower-case hexadecimal digits. */
    public static boolean isVoteId(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character, or an ASCII byte, is one of {@code 0-9} and {@code a-f}. */
    public static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /**
     * The id with this text.
     *
     * @throws IllegalArgumentException if it is not 32 lower-case hexadecimal digits
     */
    public static VoteId parse(String text) {
        if (!isVoteId(text)) {
            throw new IllegalArgumentException("A vote id must be 32 lower-case hexadecimal digits, but is: " + text);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < HALF; i++) {
            high = append(high, text.charAt(i));
            low = append(low, text.charAt(HALF + i));
        }
        return new VoteId(high, low);
    }

    /** The id whose text begins at an index of these ASCII bytes, which must be hexadecimal digits. */
    public static VoteId parse(byte[] ascii, int from) {
        long high = 0;
        long low = 0;
        for (int i = from; i < from + HALF; i++) {
            high = append(high, ascii[i]);
            low = append(low, ascii[HALF + i]);
        }
        return new VoteId(high, low);
    }

    private static long append(long half, int digit) {
        return half << BITS_PER_DIGIT | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }

    /** Writes the text as ASCII into the bytes from an index on. */
    public void write(byte[] ascii, int from) {
        long first = high;
        long second = low;
        for (int i = from + HALF - 1; i >= from; i--) {
            ascii[i] = HEX[(int) first & 0xf];
            ascii[HALF + i] = HEX[(int) second & 0xf];
            first >>>= BITS_PER_DIGIT;
            second >>>= BITS_PER_DIGIT;
        }
    }

    /** The text as ASCII. */
    public byte[] toAscii() {
        byte[] ascii = new byte[DIGITS];
        write(ascii, 0);
        return ascii;
    }

    /** The text: 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return new String(toAscii(), StandardCharsets.US_ASCII);
    }
}
