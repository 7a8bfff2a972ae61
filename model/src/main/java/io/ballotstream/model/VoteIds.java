package io.ballotstream.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives vote ids from voter ids: the hex of the first 16 bytes of HMAC-SHA-256(salt, voter_id), RFC 2104.
 *
 * <p>The same voter always gets the same vote id, and without the salt nobody can tell whose it is. Not thread-safe.
 */
public final class VoteIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;

    /** The number of hexadecimal digits in a vote id. */
    public static final int LENGTH = 2 * ID_BYTES;

    private final Mac mac;

    /** @param salt the election's secret, 32 random bytes */
    public VoteIds(byte[] salt) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + ALGORITHM + ", which every JDK must have.", e);
        }
    }

    /** The vote id of a voter: 32 lower-case hexadecimal digits. */
    public String of(String voterId) {
        byte[] digest = mac.doFinal(voterId.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    /** Whether a text has the form of a vote id: 32 lower-case hexadecimal digits. */
    public static boolean isVoteId(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
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
}
