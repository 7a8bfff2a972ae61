package io.ballotstream.board.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest snapshots by version. Thread-safe. */
public final class History {
    private static final int MOST_SNAPSHOTS = 64;
    private static final long MOST_CELLS = 400_000;

    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Creates a history with one snapshot.
     *
     * @param first the snapshot to show before the database is read; it becomes version 1
     */
    public History(Snapshot first) {
        snapshots.addLast(first.withVersion(1));
    }

    /** {@return the newest snapshot} */
    public synchronized Snapshot newest() {
        return snapshots.getLast();
    }

    /**
     * The snapshot of a version.
     *
     * @param version from 1
     * @return empty if the version is not known, or no longer kept
     */
    public synchronized Optional<Snapshot> version(long version) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst();
    }

    /**
     * The snapshots after a version.
     *
     * @param version 0 for all
     * @return those that are still kept, oldest first
     */
    public synchronized List<Snapshot> after(long version) {
        List<Snapshot> later = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            if (snapshot.version() > version) {
                later.add(snapshot);
            }
        }
        return later;
    }

    /**
     * Adds a listener for future snapshots.
     *
     * @param listener called on the reading thread, so it must not block
     */
    public void listen(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    /** Adds a snapshot under the next version, unless it looks the same as the newest one. */
    void add(Snapshot snapshot) {
        Snapshot added;
        synchronized (this) {
            Snapshot newest = snapshots.getLast();
            if (newest.showsTheSameAs(snapshot)) {
                return;
            }
            added = snapshot.withVersion(newest.version() + 1);
            snapshots.addLast(added);
            while (snapshots.size() > MOST_SNAPSHOTS || snapshots.size() > 2 && cells() > MOST_CELLS) {
                snapshots.removeFirst();
            }
        }
        listeners.forEach(listener -> listener.accept(added));
    }

    private long cells() {
        return snapshots.stream()
                .mapToLong(snapshot ->
                        snapshot.locations().size() + snapshot.standings().size())
                .sum();
    }
}
