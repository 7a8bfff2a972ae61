package io.ballotstream.model.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Validates UTF-8 (RFC 3629). It checks eight bytes at a time for as long as they are ASCII. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean isWellFormed(byte[] bytes) {
        int position = 0;
        while (position + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, position) & HIGH_BITS) == 0) {
            position += Long.BYTES;
        }
        while (position < bytes.length && bytes[position] >= 0) {
            position++;
        }
        return position == bytes.length || decodes(ByteBuffer.wrap(bytes, position, bytes.length - position));
    }

    private static boolean decodes(ByteBuffer rest) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(rest);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
