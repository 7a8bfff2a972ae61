package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class UnbrokenReaderTest {
    /** A reader whose partition ends before it is resumed. Throws the exception of Kafka's consumer. */
    private static final class EndedReader implements SourceReader<RawRecord, KafkaPartitionSplit> {
        private final List<Long> completed = new ArrayList<>();

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            completed.add(checkpointId);
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
            throw new IllegalStateException("No current assignment for partition votes_topic-0");
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> output) {
            return InputStatus.END_OF_INPUT;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private final EndedReader connector = new EndedReader();

    @Test
    void endedPartitionIsNotResumedWhenACheckpointCompletes() throws Exception {
        new UnbrokenReader<>("none", connector, true).notifyCheckpointComplete(1);

        assertThat(connector.completed).containsExactly(1L);
    }

    @Test
    void unboundedPartitionIsResumedWhenACheckpointCompletes() {
        assertThatThrownBy(() -> new UnbrokenReader<>("none", connector, false).notifyCheckpointComplete(1))
                .isInstanceOf(IllegalStateException.class);
    }
}
