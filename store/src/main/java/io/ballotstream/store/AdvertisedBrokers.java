package io.ballotstream.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the address that a broker names for itself but that nobody reaches, a frequent mistake in
 * {@code advertised.listeners}. Kafka's clients only time out on it, "waiting for a node assignment", and name no address.
 */
public final class AdvertisedBrokers {
    private static final int TIMEOUT_MS = 2_000;
    private static final int LARGEST_ANSWER = 1 << 20;
    // The first version that can ask for no topic without creating one.
    private static final short VERSION = 4;

    private AdvertisedBrokers() {}

    /**
     * A sentence that names an advertised address that cannot be reached; empty if there is none, or no broker answers.
     * Takes seconds, so it is for clients that have timed out already.
     *
     * @param brokers {@code HOST:PORT[,HOST:PORT…]}, of a listener without login
     */
    public static Optional<String> unreachable(String brokers) {
        for (String broker : brokers.split(",")) {
            try {
                for (Node named : namedBy(broker)) {
                    Optional<String> failure = connectionFailure(named);
                    if (failure.isPresent()) {
                        return Optional.of("Kafka at " + broker + " answers, but its broker " + named.id()
                                + " names its address as " + named.host() + ":" + named.port()
                                + ", which cannot be reached from here (" + failure.get()
                                + "): correct the broker's advertised.listeners.");
                    }
                }
            } catch (IOException | RuntimeException noBrokerThatAnswers) {
                // The next one may.
            }
        }
        return Optional.empty();
    }

    private static Collection<Node> namedBy(String broker) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Utils.getHost(broker), Utils.getPort(broker)), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            RequestHeader header = new RequestHeader(ApiKeys.METADATA, VERSION, "ballotstream", 0);
            ByteBuffer request =
                    new MetadataRequest.Builder(List.of(), false).build(VERSION).serializeWithHeader(header);
            ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + request.remaining());
            framed.putInt(request.remaining()).put(request).flip();
            Channels.newChannel(socket.getOutputStream()).write(framed);

            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > LARGEST_ANSWER) {
                throw new IOException("That is no answer of a Kafka broker.");
            }
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(length));
            ResponseHeader.parse(answer, ApiKeys.METADATA.responseHeaderVersion(VERSION));
            return MetadataResponse.parse(new ByteBufferAccessor(answer), VERSION)
                    .brokers();
        }
    }

    private static Optional<String> connectionFailure(Node node) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.host(), node.port()), TIMEOUT_MS);
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("unknown host");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
