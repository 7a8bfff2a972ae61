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

    /** Listens on a free port; until {@link #forwardTo} is called, every connection is refused. */
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

    /** Names the service's port. */
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
        // Each connection has a socket on either side.
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
                // Ends with the server socket.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        InetSocketAddress service = target;
        // The client sees a connection that is reset, as it does where nobody listens.
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
            // The other direction ends with it.
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
            // Nothing more can be done about it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
