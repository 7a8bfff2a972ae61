package io.ballotstream.board.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest snapshot and some before it, by version. Thread-safe. */
public final class History {
    private static final int MOST_SNAPSHOTS = 64;
    private static final long MOST_CELLS = 400_000;

    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();

    /** @param first what there is to see before the database is read */
    public History(Snapshot first) {
        snapshots.addLast(first.withVersion(1));
    }

    /** The newest snapshot. */
    public synchronized Snapshot newest() {
        return snapshots.getLast();
    }

    /** A snapshot that is kept still. */
    public synchronized Optional<Snapshot> version(long version) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst();
    }

    /** The snapshots after a version, the oldest first; those that are not kept any more are left out. */
    public synchronized List<Snapshot> after(long version) {
        List<Snapshot> later = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            if (snapshot.version() > version) {
                later.add(snapshot);
            }
        }
        return later;
    }

    /** Has every snapshot to come handed to the listener, on the thread that reads them. */
    public void listen(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    /** Makes a snapshot the newest, under the next version, unless a viewer would see no difference. */
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
