package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds a known name by its UTF-8 bytes without making a String of them, and always hands out the same instance, whose
 * hash is computed once.
 */
public final class KnownNames {
    private final byte[][] encoded;
    private final String[] names;
    private final int mask;

    public KnownNames(Collection<String> known) {
        // A power of two that leaves at least half of the table free, so that probing ends soon.
        int size = Math.max(2, Integer.highestOneBit(known.size()) * 4);
        encoded = new byte[size][];
        names = new String[size];
        mask = size - 1;
        known.forEach(this::add);
    }

    private void add(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        int slot = slot(hash(bytes, 0, bytes.length));
        while (encoded[slot] != null) {
            slot = (slot + 1) & mask;
        }
        encoded[slot] = bytes;
        names[slot] = name;
    }

    /** The name that these bytes encode, or null if it is not a known one. */
    public String find(byte[] bytes, int from, int to) {
        for (int slot = slot(hash(bytes, from, to)); encoded[slot] != null; slot = (slot + 1) & mask) {
            byte[] candidate = encoded[slot];
            if (Arrays.equals(candidate, 0, candidate.length, bytes, from, to)) {
                return names[slot];
            }
        }
        return null;
    }

    /** The known instance of this name, or null if it is not a known one. */
    public String find(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return find(bytes, 0, bytes.length);
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & mask;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
