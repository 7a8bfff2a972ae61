package io.ballotstream.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Server sockets on free ports of the loopback address. They are bound before the broker is configured with their
 * ports, so that no other process can take a port in between.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int DEFAULT_SIZE = -1;

    private final Map<Integer, ServerSocketChannel> waiting = new ConcurrentHashMap<>();

    /** Binds a socket for a later {@link #openServerSocket}, and returns its port. */
    int bind(String listener) throws IOException {
        ServerSocketChannel socket = ServerSocketFactory.INSTANCE.openServerSocket(
                listener, new InetSocketAddress(HOST, 0), DEFAULT_SIZE, DEFAULT_SIZE);
        int port = socket.socket().getLocalPort();
        waiting.put(port, socket);
        return port;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferSize) throws IOException {
        ServerSocketChannel socket = waiting.remove(address.getPort());
        if (socket == null) {
            throw new IOException("Port " + address.getPort() + " of listener " + listener + " is not bound.");
        }
        return socket;
    }

    /** Closes the sockets that were not opened. */
    @Override
    public void close() throws IOException {
        for (Integer port : waiting.keySet()) {
            waiting.remove(port).close();
        }
    }
}
