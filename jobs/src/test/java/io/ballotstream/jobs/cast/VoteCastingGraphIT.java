package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.cast.TestVoters.record;
import static io.ballotstream.jobs.cast.TestVoters.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.CollectingSink;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ListSource;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.jobs.UnownedOutputs;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class VoteCastingGraphIT {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @TempDir
    static Path clusterDirectory;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = TestCluster.of(
            2,
            METRICS.addToConfiguration(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none")),
            () -> clusterDirectory);

    private final CollectingSink<CastVote> table = new CollectingSink<>();
    private final CollectingSink<CastVote> topic = new CollectingSink<>();
    private final CollectingSink<RejectedRecord> rejected = new CollectingSink<>();

    @Test
    void validVotersVoteOnceAndOtherRecordsAreRejected() throws Exception {
        List<RawRecord> records = new ArrayList<>();
        for (int voter = 0; voter < 200; voter++) {
            records.add(record(voter, voter("v" + voter, "Utah", voter, null)));
        }
        records.add(record(200, "e", ""));
        records.add(record(201, "u", "ö".getBytes(StandardCharsets.ISO_8859_1)));
        records.add(record(202, "j", "votes"));
        records.add(record(203, "m", "{\"voter_id\":\"m\"}"));
        records.add(record(204, "b", "{\"voter_id\":4}"));
        records.add(record(205, voter("a", LocalDate.of(2015, 1, 1), "Utah", 1, null)));
        records.add(record(206, voter("l", "Atlantis", 1, null)));
        records.add(record(207, voter("f", "Utah", 1, -60_001L)));
        records.add(record(208, voter("v7", "Utah", 7, null)));
        records.add(record(209, voter("v7", "Utah", 7, null)));

        JobID job = cast(records);

        VoteCaster caster = new VoteCaster(TestVoters.setup());
        List<CastVote> votes = new ArrayList<>();
        for (RawRecord record : records.subList(0, 200)) {
            votes.add(caster.cast(record));
        }
        assertThat(table.elements()).containsExactlyInAnyOrderElementsOf(votes);
        assertThat(topic.elements()).containsExactlyInAnyOrderElementsOf(votes);
        assertThat(rejected.elements().stream()
                        .collect(Collectors.toMap(RejectedRecord::reason, RejectedRecord::offset, Math::max)))
                .containsEntry(RejectReason.EMPTY, 200L)
                .containsEntry(RejectReason.NOT_UTF8, 201L)
                .containsEntry(RejectReason.NOT_JSON, 202L)
                .containsEntry(RejectReason.MISSING_FIELD, 203L)
                .containsEntry(RejectReason.BAD_FIELD, 204L)
                .containsEntry(RejectReason.UNDERAGE, 205L)
                .containsEntry(RejectReason.UNKNOWN_LOCATION, 206L)
                .containsEntry(RejectReason.FUTURE_TIME, 207L)
                .containsKey(RejectReason.DUPLICATE_VOTER)
                .hasSize(9);
        assertThat(rejected.elements()).hasSize(10);

        assertThat(counter(job, "one vote per voter", "accepted")).isEqualTo(200);
        assertThat(counter(job, "one vote per voter", "reason.DUPLICATE_VOTER.rejected"))
                .isEqualTo(2);
        assertThat(Stream.of(
                        "EMPTY",
                        "NOT_UTF8",
                        "NOT_JSON",
                        "MISSING_FIELD",
                        "BAD_FIELD",
                        "UNDERAGE",
                        "UNKNOWN_LOCATION",
                        "FUTURE_TIME"))
                .allSatisfy(reason -> assertThat(counter(job, "cast ballots", "reason." + reason + ".rejected"))
                        .isEqualTo(1));
    }

    private JobID cast(List<RawRecord> records) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        JobSettings.apply(environment);
        new VoteCastingGraph(
                        ListSource.of(RawRecord.class, records),
                        table,
                        topic,
                        rejected,
                        new TestVoters.Source(),
                        new UnownedOutputs())
                .build(environment);
        return environment.execute().getJobID();
    }

    /** The sum over all subtasks. */
    private static long counter(JobID job, String operator, String name) {
        return METRICS.findMetrics(job, operator + "\\.\\d+\\." + name).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }
}
