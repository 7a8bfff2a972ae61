package io.ballotstream.seeder.registration;

import java.util.Arrays;
import java.util.Map;

/** Which location, and which number on its roll, each of 0…n−1 voters has, when the rolls are laid end to end. */
public final class Electorate {
    private final String[] locations;
    /** Where each location's roll ends. */
    private final long[] ends;

    private Electorate(String[] locations, long[] ends) {
        this.locations = locations;
        this.ends = ends;
    }

    /** Rolls of these lengths, in this order; locations without voters have none. */
    public static Electorate of(Map<String, Long> voters) {
        String[] locations = voters.keySet().stream()
                .filter(location -> voters.get(location) > 0)
                .toArray(String[]::new);
        long[] ends = Arrays.stream(locations).mapToLong(voters::get).toArray();
        Arrays.parallelPrefix(ends, Long::sum);
        return new Electorate(locations, ends);
    }

    /** The number of voters. */
    public long size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The entry at a position from 0 to the size, exclusive. */
    public Entry at(long position) {
        if (position < 0 || position >= size()) {
            throw new IndexOutOfBoundsException("Position " + position + " of " + size());
        }
        int found = Arrays.binarySearch(ends, position + 1);
        int roll = found >= 0 ? found : -found - 1;
        long start = roll == 0 ? 0 : ends[roll - 1];
        return new Entry(locations[roll], position - start, ends[roll] - start);
    }

    /**
     * A place on a roll.
     *
     * @param number from 0
     * @param rollLength the number of voters of the location
     */
    public record Entry(String location, long number, long rollLength) {}
}
