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

    /** @param first the snapshot to show before the database is read */
    public History(Snapshot first) {
        snapshots.addLast(first.withVersion(1));
    }

    /** The newest snapshot. */
    public synchronized Snapshot newest() {
        return snapshots.getLast();
    }

    /** A snapshot, if it is still kept. */
    public synchronized Optional<Snapshot> version(long version) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst();
    }

    /** The snapshots after a version that are still kept, oldest first. */
    public synchronized List<Snapshot> after(long version) {
        List<Snapshot> later = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            if (snapshot.version() > version) {
                later.add(snapshot);
            }
        }
        return later;
    }

    /** Passes every future snapshot to the listener, on the reading thread. */
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
