package io.ballotstream.bench;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.bench.ResultCells.Count;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * The same counts in Kafka Streams: exactly-once, pre-counted by {@link PreCount}, with state in memory and in a
 * changelog topic. All result tables are keys of one topic. It commits as often as the jobs take checkpoints.
 *
 * <p>The time begins when the first votes have been fetched, because threads begin to count before others have joined
 * the group. It ends when a {@code read_committed} consumer has received the last result.
 */
final class StreamsTally implements TallyBaseline {
    private static final String COUNTS = "counts";
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int COMMIT_INTERVAL_MS = 500;
    private static final int PARTITIONS = 4;
    // A poll may return all that was fetched, so that pre-counting is as effective as in the tally.
    private static final int MOST_RECORDS_PER_POLL = 1_000_000;
    private static final int MOST_BYTES_PER_FETCH = 16 << 20;
    private static final long CACHE_BYTES = 256L << 20;

    private final Stage stage;
    private int runs;

    StreamsTally(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Counted count() throws InterruptedException {
        // A name for each run, so that it does not resume from the offsets of an earlier one.
        String application = "bench-streams-tally-" + ++runs;
        String results = application + "-results";
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stage.kafka()));
                RunDirectory state = RunDirectory.temporary()) {
            admin.createTopics(List.of(new NewTopic(results, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            try {
                return count(application, results, state.path());
            } finally {
                deleteTopics(admin, application);
            }
        } catch (ExecutionException | IOException e) {
            throw new ServiceFailedException("Kafka Streams cannot be prepared: " + e.getMessage(), e);
        }
    }

    private Counted count(String application, String results, Path state) throws InterruptedException {
        AtomicLong began = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (KafkaStreams streams =
                        new KafkaStreams(topology(results), settings(application, state, stage.election(), began));
                KafkaConsumer<byte[], byte[]> reader = reader(results)) {
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.compareAndSet(null, thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            ResultCells cells = readUntilComplete(reader, failure);
            return new Counted((System.nanoTime() - began.get()) / 1e9, cells);
        }
    }

    private static Topology topology(String results) {
        Serde<Cell> cells =
                Serdes.serdeFrom((topic, cell) -> CellBytes.ofCell(cell), (topic, bytes) -> CellBytes.cell(bytes));
        Serde<Count> counts = Serdes.serdeFrom(
                (topic, count) -> count == null ? null : CellBytes.ofCount(count),
                (topic, bytes) -> bytes == null ? null : CellBytes.count(bytes));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Topics.VOTES, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .flatMap(StreamsTally::cells)
                .groupByKey(Grouped.with("cells", cells, counts))
                .reduce(
                        Count::plus,
                        Materialized.<Cell, Count>as(Stores.inMemoryKeyValueStore(COUNTS))
                                .withKeySerde(cells)
                                .withValueSerde(counts)
                                .withCachingEnabled())
                .toStream()
                .to(results, Produced.with(cells, counts));
        return builder.build();
    }

    private static List<KeyValue<Cell, Count>> cells(byte[] key, byte[] batch) {
        // An interceptor that fails is only logged, and the consumer returns the votes as they are.
        if (key != null) {
            throw new ServiceFailedException(Topics.VOTES + " contains a vote that cannot be pre-counted.");
        }
        List<KeyValue<Cell, Count>> cells = new ArrayList<>();
        CellBytes.forEach(batch, (cell, count) -> cells.add(KeyValue.pair(cell, count)));
        return cells;
    }

    private Properties settings(String application, Path state, TallySetup election, AtomicLong began) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, stage.kafka());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, stage.parallelism());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.mainConsumerPrefix(PreCount.ELECTION), election);
        settings.put(StreamsConfig.mainConsumerPrefix(PreCount.BEGAN), began);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG), PreCount.class.getName());
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MOST_RECORDS_PER_POLL);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                MOST_BYTES_PER_FETCH);
        return settings;
    }

    private KafkaConsumer<byte[], byte[]> reader(String results) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(ConsumerLoops.committedReader(stage.kafka()));
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(results, partition));
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    private ResultCells readUntilComplete(KafkaConsumer<byte[], byte[]> reader, AtomicReference<Throwable> failure) {
        ResultCells cells = new ResultCells();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!cells.eachTableHolds(stage.voters())) {
            boolean changed = false;
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                cells.put(CellBytes.cell(record.key()), CellBytes.count(record.value()));
                changed = true;
            }
            if (failure.get() != null) {
                throw new ServiceFailedException("Kafka Streams failed: " + failure.get(), failure.get());
            }
            if (changed) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("The result tables of Kafka Streams do not contain " + stage.voters()
                        + " votes each, a minute after their last change.");
            }
        }
        return cells;
    }

    private static void deleteTopics(Admin admin, String application) throws InterruptedException, ExecutionException {
        Set<String> all = admin.listTopics().names().get();
        admin.deleteTopics(all.stream()
                        .filter(topic -> topic.startsWith(application + "-"))
                        .toList())
                .all()
                .get();
    }
}
