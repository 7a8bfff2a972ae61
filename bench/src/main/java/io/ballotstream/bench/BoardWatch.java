package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Polls the results with the dashboards' role, and records them with their times. */
final class BoardWatch implements AutoCloseable {
    /** The interval of polls, which is also the maximum error of the latencies. */
    static final Duration INTERVAL = Duration.ofMillis(20);

    private static final String STANDINGS = "SELECT candidate_id, votes FROM standings";
    private static final String LOCATIONS = "SELECT location || ' ' || candidate_id, votes FROM location_totals";

    private final CellsOverTime standings = new CellsOverTime();
    private final CellsOverTime locations = new CellsOverTime();
    private final CompletableFuture<Void> watching;
    private volatile boolean closed;

    /** Starts to watch. */
    BoardWatch(PostgresAddress reader) {
        watching = CompletableFuture.runAsync(() -> watch(reader), task -> new Thread(task, "watch-the-board").start());
    }

    private void watch(PostgresAddress reader) {
        try (Connection connection = reader.connect();
                PreparedStatement standingsQuery = connection.prepareStatement(STANDINGS);
                PreparedStatement locationsQuery = connection.prepareStatement(LOCATIONS)) {
            boolean last;
            do {
                long began = System.nanoTime();
                last = closed;
                look(standingsQuery, standings);
                look(locationsQuery, locations);
                long rest = INTERVAL.toNanos() - (System.nanoTime() - began);
                if (!last && rest > 0) {
                    Thread.sleep(Duration.ofNanos(rest).toMillis());
                }
            } while (!last);
        } catch (SQLException e) {
            throw new ServiceFailedException("The board at " + reader + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(PreparedStatement query, CellsOverTime cells) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            // A result counts as visible when the reader has received it.
            long time = System.currentTimeMillis();
            while (row.next()) {
                cells.saw(row.getString(1), row.getLong(2), time);
            }
        }
    }

    /** Adds a cast vote for later. Only after the end of the watch. */
    void cast(String location, String candidateId, long time) {
        standings.cast(candidateId, time);
        locations.cast(location + " " + candidateId, time);
    }

    /** The recorded standings. Only after the end of the watch. */
    CellsOverTime standings() {
        return standings;
    }

    /** The recorded totals of the locations. Only after the end of the watch. */
    CellsOverTime locations() {
        return locations;
    }

    @Override
    public void close() {
        end();
    }

    /** Polls once more, then stops. Idempotent. */
    void end() {
        closed = true;
        try {
            watching.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof ServiceFailedException known
                    ? known
                    : new ServiceFailedException("The board could not be watched.", failure.getCause());
        }
    }
}
