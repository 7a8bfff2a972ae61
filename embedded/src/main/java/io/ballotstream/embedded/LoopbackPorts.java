package io.ballotstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for services that are stopped and started again.
 *
 * <p>They are below the range from which Linux and macOS take ports for outgoing connections. A connection could take a port of
 * that range while its service is down, even the connection of a client that tries to reach the service.
 */
public final class LoopbackPorts {
    private static final int LOWEST = 20_000;
    private static final int ABOVE_HIGHEST = 32_768;
    private static final int ATTEMPTS = 1000;

    private LoopbackPorts() {}

    /**
     * Chooses a port that is currently free. Another process may take it before the service does.
     *
     * @return a port from 20000 to 32767
     * @throws IOException if no free port is found
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
