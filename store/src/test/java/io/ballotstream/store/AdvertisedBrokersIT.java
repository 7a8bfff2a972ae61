package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.embedded.EmbeddedKafkaBroker;
import io.ballotstream.embedded.RunDirectory;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AdvertisedBrokersIT {
    @Test
    void unreachableAdvertisedAddressIsNamed() throws Exception {
        try (RunDirectory run = RunDirectory.temporary();
                EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.advertisedAs("kafka.invalid:19092", run)) {
            assertThat(AdvertisedBrokers.unreachable(broker.bootstrapServers()))
                    .contains("Kafka at " + broker.bootstrapServers()
                            + " answers, but its broker 1 advertises the address kafka.invalid:19092, which cannot be"
                            + " reached from here (unknown host). Correct the broker's advertised.listeners.");
        }
    }

    @Test
    void reachableAdvertisedAddressIsNotReported() throws Exception {
        try (RunDirectory run = RunDirectory.temporary();
                EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(run)) {
            assertThat(AdvertisedBrokers.unreachable(broker.bootstrapServers())).isEmpty();
        }
    }

    @Test
    void brokerThatDoesNotAnswerIsNotReported() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(AdvertisedBrokers.unreachable("127.0.0.1:" + silent.getLocalPort()))
                    .isEmpty();
        }
    }
}
