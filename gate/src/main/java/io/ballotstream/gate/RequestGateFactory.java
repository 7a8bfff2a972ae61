package io.ballotstream.gate;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;

/** Puts a {@link RequestGate} before the REST API of the process that has this class on its class path; Flink finds it as a service. */
public final class RequestGateFactory implements InboundChannelHandlerFactory {
    private final Secret secret = new Secret(System.getenv());

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> responseHeaders) {
        return Optional.of(new GatePlacement(new RequestRules(configuration.get(RestOptions.ADDRESS), secret)));
    }
}
