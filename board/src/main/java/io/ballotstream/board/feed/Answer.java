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

    /** @param plain is not copied and must not be changed */
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

    public String contentType() {
        return contentType;
    }

    /** Bodies have the same tag if and only if they are equal. */
    public String entityTag(boolean gzip) {
        return "\"" + tag + (gzip ? "-gz" : "") + "\"";
    }

    /** The body. It is compressed once, on demand. */
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
