package io.ballotstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for services that are stopped and started again.
 *
 * <p>They are below the range from which Linux and macOS take ports for outgoing connections. While its service is down, a
 * port of that range could be taken by a connection, even by that of a client that tries to reach the service.
 */
public final class LoopbackPorts {
    private static final int LOWEST = 20_000;
    private static final int ABOVE_HIGHEST = 32_768;
    private static final int ATTEMPTS = 1000;

    private LoopbackPorts() {}

    /**
     * A port that is currently free. Another process may take it before the service does.
     *
     * @throws IOException if none is found
     */
    public static int choose() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No free port was found between " + LOWEST + " and " + ABOVE_HIGHEST + ".");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LoopbackSockets.HOST), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
