package io.ballotstream.gate;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;

/**
 * Adds a {@link RequestGate} to Flink's REST API, and starts the {@link SessionWatch} with the first request, which is that of
 * a health check. Flink finds this class as a service on the class path.
 */
public final class RequestGateFactory implements InboundChannelHandlerFactory {
    private final Secret secret = new Secret(System.getenv());

    /** Reads the environment of this process. */
    public RequestGateFactory() {}

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> responseHeaders) {
        SessionWatch.start(configuration);
        return Optional.of(new GatePlacement(new RequestRules(configuration.get(RestOptions.ADDRESS), secret)));
    }
}
