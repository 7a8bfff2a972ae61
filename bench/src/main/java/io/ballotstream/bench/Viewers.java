package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of a board with minimal cost: one thread reads all event streams and discards the data. */
final class Viewers implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final byte[] CHANGE = "event: change".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final List<SocketChannel> listeners = new ArrayList<>();
    private final Thread reader = new Thread(this::readAll, "viewers");
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final long began = System.nanoTime();
    private volatile boolean closed;

    private Viewers(Selector selector) {
        this.selector = selector;
    }

    /** Connects all clients. */
    static Viewers of(String address, int listeners, int pollsPerSecond) {
        try {
            Viewers viewers = new Viewers(Selector.open());
            URI uri = URI.create(address);
            for (int i = 0; i < listeners; i++) {
                viewers.listen(new InetSocketAddress(uri.getHost(), uri.getPort()));
            }
            viewers.reader.start();
            HttpRequest poll = HttpRequest.newBuilder(URI.create(address + "/api/results.json"))
                    .header("Accept-Encoding", "gzip")
                    .build();
            viewers.clock.scheduleAtFixedRate(
                    () -> viewers.poll(poll), 0, TimeUnit.SECONDS.toMicros(1) / pollsPerSecond, TimeUnit.MICROSECONDS);
            return viewers;
        } catch (IOException failure) {
            throw new ServiceFailedException("The board's viewers cannot connect: " + failure.getMessage(), failure);
        }
    }

    private void listen(InetSocketAddress board) throws IOException {
        SocketChannel channel = SocketChannel.open(board);
        listeners.add(channel);
        channel.write(ByteBuffer.wrap(
                "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void poll(HttpRequest request) {
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenAccept(answer -> answers.incrementAndGet());
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (!closed) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException failure) {
            throw new ServiceFailedException("The board's viewers cannot read: " + failure.getMessage(), failure);
        }
    }

    // An event that is split between two reads is not counted. Almost every read contains whole events.
    private void read(SelectionKey key, ByteBuffer buffer) {
        buffer.clear();
        try {
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
                return;
            }
        } catch (IOException disconnected) {
            key.cancel();
            return;
        }
        buffer.flip();
        for (int at = 0; at + CHANGE.length <= buffer.limit(); at++) {
            if (buffer.get(at) == CHANGE[0] && matches(buffer, at)) {
                changes.incrementAndGet();
                at += CHANGE.length;
            }
        }
    }

    private static boolean matches(ByteBuffer buffer, int at) {
        for (int i = 1; i < CHANGE.length; i++) {
            if (buffer.get(at + i) != CHANGE[i]) {
                return false;
            }
        }
        return true;
    }

    /** The average number of changes that a listener received. */
    double changesPerListener() {
        return (double) changes.get() / listeners.size();
    }

    /** The average number of answered polls per second. */
    double answersPerSecond() {
        return answers.get() * 1e9 / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        selector.wakeup();
        try {
            reader.join();
            for (SocketChannel listener : listeners) {
                listener.close();
            }
            selector.close();
        } catch (IOException alreadyGone) {
            // Nothing is lost.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
