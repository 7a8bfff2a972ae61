package io.ballotstream.board;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.ServiceFailedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardAddressTest {
    @Test
    void portInUseAsksForAnotherPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(BoardOptions.LOOPBACK))) {
            assertThatThrownBy(() -> Board.start(at(BoardOptions.LOOPBACK, other.getLocalPort())))
                    .isInstanceOf(ServiceFailedException.class)
                    .hasMessageStartingWith("The board cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + ": choose another port with --port (");
        }
    }

    @Test
    void addressOfAnotherMachineIsRefused() {
        // This address is reserved for documentation, so no machine has it.
        assertThatThrownBy(() -> Board.start(at("192.0.2.1", 0)))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("The board cannot listen on 192.0.2.1:0:"
                        + " this machine has no network interface with that address (");
    }

    private static BoardOptions at(String address, int port) {
        return new BoardOptions(address, port, List.of(), List.of());
    }
}
