package io.ballotstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.WatchedEvent;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.Test;

class SessionWatchTest {
    private long seconds;
    private int ends;
    private final SessionWatch watch = new SessionWatch(10_000, () -> TimeUnit.SECONDS.toNanos(seconds), () -> ends++);

    @Test
    void outageShorterThanASessionIsTolerated() {
        at(0, KeeperState.SyncConnected);
        at(100, KeeperState.Disconnected);
        at(108, KeeperState.SyncConnected);
        at(200, KeeperState.SyncConnected);

        assertThat(ends).isZero();
    }

    @Test
    void jobManagerEndsAfterAnOutageAsLongAsASessionOnceZooKeeperIsBack() {
        at(0, KeeperState.SyncConnected);
        at(100, KeeperState.Disconnected);
        at(107, KeeperState.Disconnected);
        assertThat(ends).isZero();

        at(110, KeeperState.SyncConnected);

        assertThat(ends).isEqualTo(1);
    }

    @Test
    void jobManagerEndsWithItsSession() {
        at(0, KeeperState.SyncConnected);
        at(1, KeeperState.Expired);

        assertThat(ends).isEqualTo(1);
    }

    private void at(long second, KeeperState state) {
        seconds = second;
        watch.process(new WatchedEvent(EventType.None, state, null));
    }
}
