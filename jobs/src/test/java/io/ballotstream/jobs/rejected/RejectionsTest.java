package io.ballotstream.jobs.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionsTest {
    private static final RawRecord RECORD = new RawRecord(Topics.VOTERS, 1, 7, 5, null, new byte[] {'{'});

    private final Map<String, Counter> counters = new HashMap<>();
    private final Rejections rejections = new Rejections(new Metrics(""));

    @Test
    void everyReasonIsZeroBeforeItsFirstRecord() {
        assertThat(counters).hasSameSizeAs(RejectReason.values());
        assertThat(counters.values()).extracting(Counter::getCount).containsOnly(0L);
    }

    /** Covers all reasons, so that a new reason needs no change except its rule. */
    @ParameterizedTest
    @EnumSource(RejectReason.class)
    void everyReasonIsCounted(RejectReason reason) {
        RejectedRecord rejected = rejections.reject(RECORD, reason, "A sentence.");
        rejections.count(rejected);

        assertThat(rejected).isEqualTo(RejectedRecord.of(RECORD, reason, "A sentence."));
        assertThat(counters.get("reason." + reason + ".rejected").getCount()).isEqualTo(2);
    }

    /** Collects the counters by their full names. */
    private final class Metrics extends UnregisteredMetricsGroup {
        private final String scope;

        private Metrics(String scope) {
            this.scope = scope;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Metrics(scope + key + "." + value + ".");
        }

        @Override
        public Counter counter(String name) {
            Counter counter = new SimpleCounter();
            counters.put(scope + name, counter);
            return counter;
        }
    }
}
