package io.ballotstream.gate;

import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Replaces itself with a {@link RequestGate} directly after the HTTP codec of a connection. Flink would add the gate
 * after the handler that stores uploads on disk, and uploads of refused requests must not be stored.
 */
final class GatePlacement extends ChannelHandlerAdapter {
    private final RequestRules rules;

    GatePlacement(RequestRules rules) {
        this.rules = rules;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addAfter(
                pipeline.context(HttpServerCodec.class).name(), RequestGate.class.getName(), new RequestGate(rules));
        pipeline.remove(this);
    }
}
