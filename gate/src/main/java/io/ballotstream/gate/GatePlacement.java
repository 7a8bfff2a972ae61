package io.ballotstream.gate;

import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Exchanges itself for a gate right behind the codec of a connection. Flink adds handlers behind the one that writes
 * uploads to the disk: what is refused is not to be written.
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
