package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
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

/** Clients of a board with minimal cost: one thread reads all event streams and all answers, and discards the data. */
final class Viewers implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int POLL_CONNECTIONS = 50;

    private final Selector selector;
    private final int listeners;
    private final List<SocketChannel> pollers = new ArrayList<>();
    private final Thread reader = new Thread(this::readAll, "viewers");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Mark changes = new Mark("event: change");
    private final Mark answers = new Mark("HTTP/1.1 200 ");
    private final long began = System.nanoTime();
    private volatile boolean closed;
    private int polls;

    /** What is counted in the data of a connection. */
    private static final class Mark {
        private final byte[] bytes;
        private final AtomicLong found = new AtomicLong();

        Mark(String text) {
            bytes = text.getBytes(StandardCharsets.US_ASCII);
        }

        // A mark that is split between two reads is not counted. Almost every read contains whole events or answers.
        void countIn(ByteBuffer buffer) {
            for (int at = 0; at + bytes.length <= buffer.limit(); at++) {
                if (buffer.get(at) == bytes[0] && matches(buffer, at)) {
                    found.incrementAndGet();
                    at += bytes.length;
                }
            }
        }

        private boolean matches(ByteBuffer buffer, int at) {
            for (int i = 1; i < bytes.length; i++) {
                if (buffer.get(at + i) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private Viewers(Selector selector, int listeners) {
        this.selector = selector;
        this.listeners = listeners;
    }

    /** Connects all clients. */
    static Viewers of(String address, int listeners, int pollsPerSecond) {
        try {
            Viewers viewers = new Viewers(Selector.open(), listeners);
            URI uri = URI.create(address);
            InetSocketAddress board = new InetSocketAddress(uri.getHost(), uri.getPort());
            for (int i = 0; i < listeners; i++) {
                send(viewers.connect(board, viewers.changes), "/api/events");
            }
            for (int i = 0; i < POLL_CONNECTIONS; i++) {
                viewers.pollers.add(viewers.connect(board, viewers.answers));
            }
            viewers.reader.start();
            viewers.clock.scheduleAtFixedRate(
                    viewers::poll, 0, TimeUnit.SECONDS.toMicros(1) / pollsPerSecond, TimeUnit.MICROSECONDS);
            return viewers;
        } catch (IOException failure) {
            throw new ServiceFailedException("The board's viewers cannot connect: " + failure.getMessage(), failure);
        }
    }

    private SocketChannel connect(InetSocketAddress board, Mark mark) throws IOException {
        SocketChannel channel = SocketChannel.open(board);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, mark);
        return channel;
    }

    private static void send(SocketChannel channel, String path) throws IOException {
        channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    private void poll() {
        try {
            send(pollers.get(polls++ % pollers.size()), "/api/results.json");
        } catch (IOException disconnected) {
            // Then fewer polls are answered, which the figures show.
        }
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
        ((Mark) key.attachment()).countIn(buffer);
    }

    /** The average number of changes that a listener received. */
    double changesPerListener() {
        return (double) changes.found.get() / listeners;
    }

    /** The average number of answered polls per second. */
    double answersPerSecond() {
        return answers.found.get() * 1e9 / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        selector.wakeup();
        try {
            reader.join();
            for (SelectionKey connection : selector.keys()) {
                connection.channel().close();
            }
            selector.close();
        } catch (IOException alreadyGone) {
            // Nothing is lost.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
