package io.ballotstream.board.web;

import io.ballotstream.board.feed.Feed;
import io.ballotstream.board.snapshot.History;
import io.ballotstream.board.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /api/events} with server-sent events: one {@code change} per snapshot, whose id is the version, and an
 * {@code alive} event as a heartbeat when a client was told nothing for a while, so that it notices a dead connection.
 *
 * <p>A client that reconnects with {@code Last-Event-ID} gets the changes since then, if they are still kept. A slow
 * client skips to newer snapshots, so that no queue grows and no thread waits for it.
 */
public final class EventStream extends Handler.Abstract.NonBlocking implements AutoCloseable {
    private static final String PATH = "/api/events";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 16;
    private static final byte[] HELLO = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final History history;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "board-events"));
    private Snapshot lastWritten;
    private byte[] lastBytes;

    /**
     * Starts the timer of the heartbeat.
     *
     * @param history the snapshots to push
     */
    public EventStream(History history) {
        this.history = history;
        history.listen(snapshot -> clock.execute(() -> clients.forEach(Client::push)));
        clock.scheduleAtFixedRate(
                () -> clients.forEach(Client::sayAlive),
                LONGEST_SILENCE.toMillis() / 2,
                LONGEST_SILENCE.toMillis() / 2,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return false;
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (HttpMethod.HEAD.is(request.getMethod())) {
            response.write(true, null, callback);
            return true;
        }
        Client client = new Client(response, callback, lastSeen(request));
        clients.add(client);
        client.begin();
        return true;
    }

    /** The version that the client has. A version that this server never had is ignored. */
    private long lastSeen(Request request) {
        String id = request.getHeaders().get("Last-Event-ID");
        try {
            long version = id == null ? 0 : Long.parseLong(id);
            return version > history.newest().version() ? 0 : version;
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    /** {@return the number of connected clients} */
    public int listeners() {
        return clients.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(Client::end);
    }

    private synchronized byte[] event(Snapshot snapshot) {
        if (snapshot != lastWritten) {
            lastBytes = event("change", snapshot, Feed.event(snapshot));
            lastWritten = snapshot;
        }
        return lastBytes;
    }

    private static byte[] event(String name, Snapshot snapshot, byte[] data) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(
                ("event: " + name + "\nid: " + snapshot.version() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(data);
        event.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }

    private byte[] events(List<Snapshot> snapshots) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        snapshots
                .subList(Math.max(0, snapshots.size() - MOST_AT_ONCE), snapshots.size())
                .forEach(snapshot -> events.writeBytes(event(snapshot)));
        return events.toByteArray();
    }

    /** A connected client. The next event is chosen when the previous write has completed. */
    private final class Client {
        private final Response response;
        private final Callback request;
        private long seen;
        // Added before its first write, so that the timer thread knows the client.
        private boolean writing = true;
        private long wroteAt;
        private boolean ended;

        Client(Response response, Callback request, long seen) {
            this.response = response;
            this.request = request;
            this.seen = seen;
        }

        void begin() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(HELLO);
            synchronized (this) {
                // Without a Last-Event-ID there is nothing to catch up on, so it starts with the newest snapshot.
                List<Snapshot> missed = seen == 0 ? List.of(history.newest()) : history.after(seen);
                missed.forEach(snapshot -> bytes.writeBytes(event(snapshot)));
                if (!missed.isEmpty()) {
                    seen = missed.get(missed.size() - 1).version();
                }
            }
            write(bytes.toByteArray());
        }

        void push() {
            byte[] bytes;
            synchronized (this) {
                if (writing || ended) {
                    return;
                }
                List<Snapshot> missed = history.after(seen);
                if (missed.isEmpty()) {
                    return;
                }
                Snapshot newest = missed.get(missed.size() - 1);
                bytes = missed.size() == 1 ? event(newest) : events(missed);
                seen = newest.version();
                writing = true;
            }
            write(bytes);
        }

        void sayAlive() {
            synchronized (this) {
                if (writing || ended || System.nanoTime() - wroteAt < LONGEST_SILENCE.toNanos() / 2) {
                    return;
                }
                writing = true;
            }
            write(ALIVE);
        }

        private void write(byte[] bytes) {
            response.write(false, ByteBuffer.wrap(bytes), Callback.from(this::written, this::failed));
        }

        private void written() {
            synchronized (this) {
                writing = false;
                wroteAt = System.nanoTime();
            }
            push();
        }

        private void failed(Throwable failure) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            clients.remove(this);
            request.failed(failure);
        }

        void end() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            clients.remove(this);
            request.succeeded();
        }
    }

    private static final byte[] ALIVE = "event: alive\ndata: {\"test\":true}\n\n".getBytes(StandardCharsets.UTF_8);
}
