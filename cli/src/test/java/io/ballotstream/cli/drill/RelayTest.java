package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private ServerSocket service;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        service = new ServerSocket(0, 10, InetAddress.getByName(Relay.HOST));
        relay = Relay.start();
        relay.forwardTo(service.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        service.close();
    }

    @Test
    void bytesPassBothWays() throws IOException {
        try (Socket client = connect();
                Socket server = service.accept()) {
            client.getOutputStream().write(1);
            server.getOutputStream().write(2);

            assertThat(server.getInputStream().read()).isEqualTo(1);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void cutClosesConnectionsAndRefusesOthersUntilTheyAreRestored() throws IOException {
        try (Socket client = connect();
                Socket server = service.accept()) {
            assertThat(relay.cut()).isEqualTo(1);

            assertIsClosed(client);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket refused = connect()) {
            assertIsClosed(refused);
        }
        relay.restore();
        try (Socket client = connect();
                Socket server = service.accept()) {
            client.getOutputStream().write(3);

            assertThat(server.getInputStream().read()).isEqualTo(3);
        }
    }

    private static void assertIsClosed(Socket client) {
        assertThatThrownBy(() -> {
                    if (client.getInputStream().read() < 0) {
                        throw new IOException("end of stream");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private Socket connect() throws IOException {
        return new Socket(Relay.HOST, relay.port());
    }
}
