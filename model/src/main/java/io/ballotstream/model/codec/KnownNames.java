package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;

/**
 * A hash table of known names, looked up by their UTF-8 bytes. A lookup creates no String. It always returns the same
 * instance, so that the String's hash is computed only once. Immutable.
 */
public final class KnownNames {
    private final byte[][] encoded;
    private final String[] names;
    private final int mask;

    /**
     * Builds the table.
     *
     * @param known the names, without duplicates
     */
    public KnownNames(Collection<String> known) {
        // A power of two that leaves at least half of the table free, so that probing stays short.
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

    /**
     * Looks up a name by its bytes.
     *
     * @param bytes contains the name in UTF-8
     * @param from index of the name's first byte
     * @param to index after the name's last byte
     * @return the known instance of the name, or null if there is none
     */
    public String find(byte[] bytes, int from, int to) {
        for (int slot = slot(hash(bytes, from, to)); encoded[slot] != null; slot = (slot + 1) & mask) {
            byte[] candidate = encoded[slot];
            if (Arrays.equals(candidate, 0, candidate.length, bytes, from, to)) {
                return names[slot];
            }
        }
        return null;
    }

    /**
     * Looks up a name.
     *
     * @param name any text
     * @return the known instance of the name, or null if there is none
     */
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
