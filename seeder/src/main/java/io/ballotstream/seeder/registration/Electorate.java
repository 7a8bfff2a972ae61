package io.ballotstream.seeder.registration;

import java.util.Arrays;
import java.util.Map;

/** Maps the voters 0…n−1 to a location and a roll number, as if the electoral rolls were concatenated. */
public final class Electorate {
    private final String[] locations;
    /** The end of each location's roll. */
    private final long[] ends;

    private Electorate(String[] locations, long[] ends) {
        this.locations = locations;
        this.ends = ends;
    }

    /**
     * Creates rolls. Locations without voters have no roll.
     *
     * @param voters the number of voters of each location; the order of the map is that of the rolls
     * @return the concatenated rolls
     */
    public static Electorate of(Map<String, Long> voters) {
        String[] locations = voters.keySet().stream()
                .filter(location -> voters.get(location) > 0)
                .toArray(String[]::new);
        long[] ends = Arrays.stream(locations).mapToLong(voters::get).toArray();
        Arrays.parallelPrefix(ends, Long::sum);
        return new Electorate(locations, ends);
    }

    /** {@return the number of voters} */
    public long size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /**
     * The entry of a voter.
     *
     * @param position from 0 (inclusive) to the size (exclusive)
     * @return the position on the roll of one location
     */
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
     * A position on an electoral roll.
     *
     * @param location whose roll it is
     * @param number from 0
     * @param rollLength the number of voters of the location
     */
    public record Entry(String location, long number, long rollLength) {}
}
