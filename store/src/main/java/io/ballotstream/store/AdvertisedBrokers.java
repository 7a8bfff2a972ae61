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
 * Finds brokers that advertise an address that cannot be reached, a frequent mistake in {@code advertised.listeners}.
 * Kafka's clients only report a timeout "waiting for a node assignment", and no address.
 */
public final class AdvertisedBrokers {
    private static final int TIMEOUT_MS = 2_000;
    private static final int LARGEST_ANSWER = 1 << 20;
    // The first version whose request for no topics does not mean all topics.
    private static final short VERSION = 4;

    private AdvertisedBrokers() {}

    /**
     * Connects to all advertised addresses. Takes seconds, so call it only after a client has timed out.
     *
     * @param brokers {@code HOST:PORT[,HOST:PORT…]}, of a listener without login
     * @return a sentence that names an advertised address that cannot be reached; empty if there is none, or if no
     *     broker answers
     */
    public static Optional<String> unreachable(String brokers) {
        for (String broker : brokers.split(",")) {
            try {
                for (Node named : namedBy(broker)) {
                    Optional<String> failure = connectionFailure(named);
                    if (failure.isPresent()) {
                        return Optional.of("Kafka at " + broker + " answers, but its broker " + named.id()
                                + " advertises the address " + named.host() + ":" + named.port()
                                + ", which cannot be reached from here (" + failure.get()
                                + "). Correct the broker's advertised.listeners.");
                    }
                }
            } catch (IOException | RuntimeException noBrokerThatAnswers) {
                // The next one may answer.
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
                throw new IOException("This is not a response of a Kafka broker.");
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
