package io.ballotstream.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives vote ids from voter ids: the first 16 bytes of HMAC-SHA-256(salt, voter_id), RFC 2104.
 *
 * <p>A voter always gets the same vote id. Without the salt, nobody can tell which voter a vote id belongs to. Not
 * thread-safe.
 */
public final class VoteIds {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /**
     * Derives ids with a salt.
     *
     * @param salt the election's secret, 32 random bytes
     */
    public VoteIds(byte[] salt) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + ALGORITHM + ", which every JDK must have.", e);
        }
    }

    /**
     * Derives a vote id.
     *
     * @param voterId the voter's id
     * @return the id of the voter's vote
     */
    public VoteId of(String voterId) {
        ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(voterId.getBytes(StandardCharsets.UTF_8)));
        return new VoteId(digest.getLong(), digest.getLong());
    }
}
