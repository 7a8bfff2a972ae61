package io.ballotstream.board.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A response body with its type and its strong entity tags, one for the plain and one for the compressed bytes.
 * Thread-safe.
 */
public final class Answer {
    private static final int TAG_BYTES = 12;

    private final String contentType;
    private final byte[] plain;
    private final String tag;
    private byte[] compressed;

    /**
     * Creates a body, which is not compressed yet.
     *
     * @param contentType media type, with the character set
     * @param plain the uncompressed body; it is not copied and must not be changed
     */
    public Answer(String contentType, byte[] plain) {
        this.contentType = contentType;
        this.plain = plain;
        this.tag = HexFormat.of().formatHex(sha256(plain), 0, TAG_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return the media type, with the character set} */
    public String contentType() {
        return contentType;
    }

    /**
     * The value of the header {@code ETag}. Bodies have the same tag if and only if they are equal.
     *
     * @param gzip whether the tag is for the compressed body
     * @return the strong tag, with its quotes
     */
    public String entityTag(boolean gzip) {
        return "\"" + tag + (gzip ? "-gz" : "") + "\"";
    }

    /**
     * The bytes to send. They are compressed once, on demand.
     *
     * @param gzip whether to compress the body
     * @return the body, which must not be changed
     */
    public byte[] body(boolean gzip) {
        return gzip ? compressed() : plain;
    }

    private synchronized byte[] compressed() {
        if (compressed == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(plain);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            compressed = bytes.toByteArray();
        }
        return compressed;
    }
}
