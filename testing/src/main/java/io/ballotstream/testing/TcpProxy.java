package io.ballotstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy that can simulate an outage of the service behind it. Thread-safe. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile boolean away;

    private TcpProxy(ServerSocket server) {
        this.server = server;
    }

    /**
     * Listens on a free port of the loopback address.
     *
     * @return a proxy that the caller closes
     * @throws IOException if no port can be bound
     */
    public static TcpProxy start() throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        startThread(proxy::accept);
        return proxy;
    }

    /** {@return {@code HOST:PORT} of the proxy} */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /**
     * Sets the service. Connections are refused before the first call.
     *
     * @param address {@code HOST:PORT}
     */
    public void forwardTo(String address) {
        int colon = address.lastIndexOf(':');
        target = new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Begins an outage: closes all connections, and every new one. */
    public void goAway() {
        away = true;
        sockets.forEach(TcpProxy::close);
    }

    /** Ends the outage: forwards new connections again. */
    public void comeBack() {
        away = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (away || target == null) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                // Ends with the server socket.
            }
        }
    }

    private void connect(Socket client) {
        Socket service = new Socket();
        sockets.add(client);
        sockets.add(service);
        try {
            service.connect(target);
            startThread(() -> forward(client, service));
            startThread(() -> forward(service, client));
        } catch (IOException refused) {
            close(client);
            close(service);
        }
        if (away) {
            close(client);
            close(service);
        }
    }

    private void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // The finally block closes the other direction, too.
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        goAway();
    }
}
