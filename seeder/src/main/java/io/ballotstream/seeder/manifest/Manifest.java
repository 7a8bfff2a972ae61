package io.ballotstream.seeder.manifest;

import io.ballotstream.model.BadInputException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The number of records of each kind that are published.
 *
 * @param records by kind; every kind has a number, which may be zero
 */
public record Manifest(Map<RecordKind, Long> records) {
    /** Rejects a missing kind and a negative number. */
    public Manifest {
        EnumMap<RecordKind, Long> copy = new EnumMap<>(RecordKind.class);
        copy.putAll(records);
        for (RecordKind kind : RecordKind.values()) {
            Long count = copy.get(kind);
            if (count == null || count < 0) {
                throw new IllegalArgumentException("The manifest needs a number of records for " + kind);
            }
        }
        records = Collections.unmodifiableMap(copy);
    }

    /**
     * The manifest of an electorate.
     *
     * @param voters the number of voters
     * @param shares of the injected faults
     * @return a manifest with that number of voters, and with additional records
     * @throws BadInputException if there are duplicates, but no voter on time to copy
     */
    public static Manifest of(long voters, FaultShares shares) {
        EnumMap<RecordKind, Long> records = new EnumMap<>(RecordKind.class);
        long late = FaultShares.of(shares.late(), voters);
        records.put(RecordKind.ON_TIME, voters - late);
        records.put(RecordKind.LATE, late);
        long malformed = FaultShares.of(shares.malformed(), voters);
        int flavours = RecordKind.MALFORMED.size();
        for (int i = 0; i < flavours; i++) {
            long remainder = i == 0 ? malformed % flavours : 0;
            records.put(RecordKind.MALFORMED.get(i), malformed / flavours + remainder);
        }
        records.put(RecordKind.UNDERAGE, FaultShares.of(shares.underage(), voters));
        long duplicates = FaultShares.of(shares.duplicates(), voters);
        if (duplicates > 0 && late == voters) {
            throw new BadInputException("--duplicates must be 0 if --late leaves no voter on time to copy.");
        }
        records.put(RecordKind.DUPLICATE_VOTER, duplicates);
        return new Manifest(records);
    }

    /**
     * Looks up a kind.
     *
     * @param kind of record
     * @return the number of records of that kind
     */
    public long of(RecordKind kind) {
        return records.get(kind);
    }

    /** {@return the number of voters of the electorate} */
    public long voters() {
        return of(RecordKind.ON_TIME) + of(RecordKind.LATE);
    }

    /** {@return the number of all records} */
    public long total() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }
}
