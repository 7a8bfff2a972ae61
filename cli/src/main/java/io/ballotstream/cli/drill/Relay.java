package io.ballotstream.cli.drill;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards connections to a service on the loopback address, so that a drill can cut them while the service itself stays up.
 * Thread-safe.
 */
final class Relay implements Closeable {
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 200;

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile boolean cut;

    private Relay(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port, and refuses every connection until {@link #forwardTo} is called. */
    static Relay start() throws IOException {
        Relay relay = new Relay(new ServerSocket(0, BACKLOG, InetAddress.getByName(HOST)));
        startThread(relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@code HOST:PORT} of the relay. */
    String address() {
        return HOST + ":" + port();
    }

    /** Sets the service's port. */
    void forwardTo(int port) {
        target = new InetSocketAddress(HOST, port);
    }

    /**
     * Closes all connections, and refuses further ones until {@link #restore}.
     *
     * @return how many connections were closed
     */
    int cut() {
        cut = true;
        int connections = 0;
        for (Socket socket : sockets) {
            close(socket);
            connections++;
        }
        // Each connection has two sockets.
        return connections / 2;
    }

    /** Accepts connections again. */
    void restore() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException closed) {
                // The loop ends when the server socket is closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        InetSocketAddress service = target;
        // Makes the client see a connection reset instead of a regular end.
        client.setSoLinger(true, 0);
        if (cut || service == null) {
            close(client);
            return;
        }
        Socket forwarded = new Socket();
        sockets.add(client);
        sockets.add(forwarded);
        try {
            forwarded.connect(service);
            client.setTcpNoDelay(true);
            forwarded.setTcpNoDelay(true);
            startThread(() -> forward(client, forwarded));
            startThread(() -> forward(forwarded, client));
        } catch (IOException refused) {
            end(client, forwarded);
        }
        if (cut) {
            end(client, forwarded);
        }
    }

    private void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // Closing both sockets ends the other direction, too.
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        close(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // The socket is unusable either way.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
