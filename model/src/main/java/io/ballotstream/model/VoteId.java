package io.ballotstream.model;

import java.nio.charset.StandardCharsets;

/**
 * The id of a vote: 16 bytes. On topics and in tables it is written as 32 lower-case hexadecimal digits.
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

    /**
     * Checks the form of a vote id.
     *
     * @param text any text
     * @return whether it is 32 lower-case hexadecimal digits
     */
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

    /**
     * Checks one digit of a vote id.
     *
     * @param c a character or an ASCII byte
     * @return whether it is one of {@code 0-9} and {@code a-f}
     */
    public static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /**
     * Parses an id.
     *
     * @param text 32 lower-case hexadecimal digits
     * @return the id
     * @throws IllegalArgumentException if the text has another form
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

    /**
     * Parses an id without checking it.
     *
     * @param ascii contains 32 lower-case hexadecimal digits
     * @param from index of the first digit
     * @return the id
     */
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

    /**
     * Writes the 32 digits as ASCII.
     *
     * @param ascii the array to write into
     * @param from index of the first digit
     */
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

    /** {@return the 32 digits as ASCII} */
    public byte[] toAscii() {
        byte[] ascii = new byte[DIGITS];
        write(ascii, 0);
        return ascii;
    }

    /** {@return 32 lower-case hexadecimal digits} */
    @Override
    public String toString() {
        return new String(toAscii(), StandardCharsets.US_ASCII);
    }
}
