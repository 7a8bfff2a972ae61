package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.RollEntry;
import io.ballotstream.model.codec.VoterJson;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import io.ballotstream.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeederIT {
    private static final FaultShares ONE_PERCENT = new FaultShares(0.01, 0.01, 0.01, 0.01);

    @TempDir
    Path directory;

    @Test
    void stateFileIsSeededExactlyToTheVote() throws Exception {
        SeededServices services = SeededServices.fresh("state_file");

        services.seed(usStates(10_000, ONE_PERCENT));

        assertThat(services.rows("""
                        SELECT candidate_name, sum(weight) FROM ballot_plan JOIN candidates USING (candidate_id)
                        GROUP BY candidate_name, ballot_no ORDER BY ballot_no"""))
                .containsExactly(
                        List.of("Joseph R. Biden Jr.", "8128"),
                        List.of("Donald J. Trump", "7422"),
                        List.of("Jo Jorgensen", "187"),
                        List.of("Other and write-in", "106"));
        assertThat(services.number("SELECT voters FROM election")).isEqualTo(15_843);
        assertThat(services.rows("SELECT contest, (SELECT sum(seats) FROM locations) FROM election"))
                .containsExactly(List.of("location", "538"));
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(15_843);
        assertThat(services.number("SELECT count(*) FROM voters WHERE voted_before_ms = 4200000"))
                .isEqualTo(158);
        assertThat(services.rows("SELECT kind, records FROM seeding_manifest ORDER BY kind"))
                .containsExactly(
                        List.of("BAD_FIELD", "31"),
                        List.of("DUPLICATE_VOTER", "158"),
                        List.of("EMPTY", "34"),
                        List.of("LATE", "158"),
                        List.of("MISSING_FIELD", "31"),
                        List.of("NOT_JSON", "31"),
                        List.of("NOT_UTF8", "31"),
                        List.of("ON_TIME", "15685"),
                        List.of("UNDERAGE", "158"));
        everyLocationHasItsRoll(services);
        everyVoterLivesInTheLocation(services);
        everyRecordIsPublishedOnceAndIsWhatTheManifestSays(services);
        locationsReportAllTheTime(services);
    }

    private static void everyLocationHasItsRoll(SeededServices services) throws Exception {
        assertThat(services.rows("""
                        SELECT location FROM voters v FULL JOIN
                            (SELECT location, sum(weight) AS weight FROM ballot_plan GROUP BY location) p USING (location)
                        GROUP BY location, p.weight
                        HAVING count(*) <> p.weight OR count(DISTINCT roll_number) <> p.weight
                            OR min(roll_number) <> 0 OR max(roll_number) <> p.weight - 1""")).isEmpty();
        assertThat(services.number("SELECT count(*) FROM locations WHERE eligible_voters > 0"))
                .isEqualTo(51);
    }

    private static void everyVoterLivesInTheLocation(SeededServices services) throws Exception {
        assertThat(services.number("SELECT count(*) FROM voters WHERE address_state = location"))
                .isEqualTo(15_843);
    }

    private static void everyRecordIsPublishedOnceAndIsWhatTheManifestSays(SeededServices services) throws Exception {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, byte[]> accepted = new HashMap<>();
        Map<String, Long> rolls = new HashMap<>();
        services.rows("SELECT location, sum(weight) FROM ballot_plan GROUP BY location")
                .forEach(row -> rolls.put(row.get(0), Long.valueOf(row.get(1))));
        for (ConsumerRecord<String, byte[]> record : services.published()) {
            kinds.merge(kindOf(record, rolls, accepted), 1, Integer::sum);
        }

        Map<String, Integer> manifest = new TreeMap<>();
        services.rows("SELECT kind, records FROM seeding_manifest")
                .forEach(row -> manifest.put(row.get(0), Integer.valueOf(row.get(1))));
        assertThat(kinds).isEqualTo(manifest);
        List<String> registered = services.rows("SELECT voter_id FROM voters").stream()
                .map(row -> row.get(0))
                .sorted()
                .toList();
        assertThat(accepted.keySet().stream().sorted().toList()).isEqualTo(registered);
    }

    /** Validates the records like the casting job, in the order of each partition. */
    private static String kindOf(
            ConsumerRecord<String, byte[]> record, Map<String, Long> rolls, Map<String, byte[]> accepted) {
        try {
            RollEntry entry = VoterJson.readRollEntry(record.value());
            if (!entry.voterId().equals(record.key()) || entry.rollNumber() >= rolls.get(entry.location())) {
                return RejectReason.BAD_FIELD.name();
            }
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(record.timestamp()), ZoneOffset.UTC);
            if (entry.dateOfBirth().plusYears(18).isAfter(day)) {
                return RejectReason.UNDERAGE.name();
            }
            byte[] first = accepted.putIfAbsent(entry.voterId(), record.value());
            if (first != null) {
                assertThat(record.value()).isEqualTo(first);
                return RejectReason.DUPLICATE_VOTER.name();
            }
            return entry.votedBeforeMs() == null ? "ON_TIME" : "LATE";
        } catch (InvalidRecordException e) {
            return e.reason().name();
        }
    }

    private static void locationsReportAllTheTime(SeededServices services) throws Exception {
        assertThat(services.number(
                        "SELECT count(DISTINCT location) FROM voters WHERE voter_number BETWEEN 5000 AND 5999"))
                .isGreaterThan(40);
    }

    @Test
    void sameSeedGivesTheSameElectionExceptItsSecrets() throws Exception {
        SeededServices first = SeededServices.fresh("same_seed_1");
        SeedOptions options = usStates(50_000, ONE_PERCENT);
        first.seed(options);
        List<String> firstRecords = contents(first);
        SeededServices second = SeededServices.fresh("same_seed_2");
        second.seed(options);

        for (String table : List.of("voters", "candidates", "locations", "ballot_plan", "seeding_manifest")) {
            assertThat(second.rows("SELECT * FROM " + table + " ORDER BY 1, 2"))
                    .as(table)
                    .isEqualTo(first.rows("SELECT * FROM " + table + " ORDER BY 1, 2"));
        }
        assertThat(contents(second)).isEqualTo(firstRecords);
        assertThat(second.text("SELECT salt FROM election")).isNotEqualTo(first.text("SELECT salt FROM election"));
        assertThat(second.text("SELECT election_id FROM election"))
                .isNotEqualTo(first.text("SELECT election_id FROM election"));
    }

    /** The records of each partition in their order. */
    private static List<String> contents(SeededServices services) {
        List<String> contents = new ArrayList<>();
        services.published()
                .forEach(record ->
                        contents.add(record.partition() + " " + record.key() + " " + Arrays.toString(record.value())));
        return contents;
    }

    @Test
    void simulatedElectionHasRegisteredVotersAsEligibleOnes() throws Exception {
        SeededServices services = SeededServices.fresh("simulated");

        services.seed(simulated(3000));

        assertThat(services.number("SELECT count(*) FROM candidates")).isEqualTo(3);
        assertThat(services.number("SELECT sum(eligible_voters) FROM locations"))
                .isEqualTo(3000);
        assertThat(services.number("SELECT sum(weight) FROM ballot_plan")).isEqualTo(3000);
        assertThat(services.published()).hasSize(3000);
        assertThat(services.rows("SELECT name, results_sha256, scale FROM election"))
                .containsExactly(Arrays.asList("Simulated election", null, "1"));
    }

    @Test
    void namesInAnyScriptSurvive() throws Exception {
        SeededServices services = SeededServices.fresh("any_script");
        Path file = directory.resolve("résultats.csv");
        List<String> locations = List.of(
                "東京", "Île d'Ouessant", " spaced\t\\N ", "O'Brien \"County\", $__x", "🗳️ 𝒜", "line\nbreak", "café");
        StringBuilder csv = new StringBuilder("location,latitude,longitude,candidate,party,votes\n");
        for (String location : locations) {
            String quoted = "\"" + location.replace("\"", "\"\"") + "\"";
            csv.append(quoted).append(",,,").append(quoted).append(",\"Ελλάδα \\.\",2\n");
        }
        Files.writeString(file, csv);

        services.seed(new SeedOptions(
                "Выборы", ResultsFile.read(file), 1, 0, 1, 18, List.of(Nationality.IR), FaultShares.NONE, 2, (short)
                        1));

        assertThat(services.rows("SELECT candidate_name, party_affiliation FROM candidates ORDER BY ballot_no"))
                .containsExactlyElementsOf(locations.stream()
                        .map(location -> List.of(location, "Ελλάδα \\."))
                        .toList());
        assertThat(services.text("SELECT name FROM election")).isEqualTo("Выборы");
        List<String> published = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : services.published()) {
            published.add(VoterJson.readRollEntry(record.value()).location());
        }
        assertThat(published).hasSize(14).containsAll(locations);
    }

    @Test
    void topicsKeepVotersAndVotesAndCompactTheOthers() throws Exception {
        SeededServices services = SeededServices.fresh("topics");
        services.seed(simulated(10));

        try (Admin admin = TestBroker.admin()) {
            for (String topic : Topics.all()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                Config config =
                        admin.describeConfigs(List.of(resource)).all().get().get(resource);
                boolean kept = topic.equals(Topics.VOTERS) || topic.equals(Topics.VOTES);
                assertThat(config.get("cleanup.policy").value()).isEqualTo(kept ? "delete" : "compact");
                if (kept) {
                    assertThat(config.get("retention.ms").value()).isEqualTo("-1");
                }
                assertThat(admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic)
                                .partitions())
                        .hasSize(4);
            }
        }
    }

    @Test
    void rolesGetThePasswordsOfTheEnvironment() throws Exception {
        SeededServices services = SeededServices.fresh("passwords");
        Path reader = directory.resolve("reader");
        Files.writeString(reader, "read'er secret\n", StandardCharsets.UTF_8);
        Connections environment = new Connections(Map.of(
                "BALLOTSTREAM_WRITER_PASSWORD",
                "writer secret",
                "BALLOTSTREAM_READER_PASSWORD_FILE",
                reader.toString()));

        Seeder.open(services.database, services.brokers, environment, SeedListener.NONE)
                .close();

        for (var role : Map.of(Schema.WRITER, "writer secret", Schema.READER, "read'er secret")
                .entrySet()) {
            try (Connection connection =
                    new PostgresAddress(services.database.jdbcUrl(), role.getKey(), role.getValue()).connect()) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void seederWaitsWhileAHealthCheckSetsAPassword() throws Exception {
        SeededServices services = SeededServices.fresh("health_check");
        services.open(SeedListener.NONE).close();
        CompletableFuture<Void> seeder;
        try (Connection healthCheck = services.database.connect();
                Statement statement = healthCheck.createStatement()) {
            healthCheck.setAutoCommit(false);
            statement.execute("LOCK TABLE seeder_locks IN SHARE ROW EXCLUSIVE MODE");
            statement.execute("ALTER ROLE ballotstream_reader PASSWORD 'another'");
            seeder = CompletableFuture.runAsync(() -> openAndClose(services, "secret"));
            await().until(() -> services.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);

            healthCheck.commit();
        }

        assertThat(seeder).succeedsWithin(Duration.ofMinutes(1));
    }

    private static void openAndClose(SeededServices services, String readerPassword) {
        Connections environment = new Connections(Map.of("BALLOTSTREAM_READER_PASSWORD", readerPassword));
        try {
            Seeder.open(services.database, services.brokers, environment, SeedListener.NONE)
                    .close();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void slowRateIsKeptAndEachVoterIsVisibleSoon() throws Exception {
        SeededServices services = SeededServices.fresh("slow_rate");
        SeedOptions options = simulated(40);
        List<Long> committed = new ArrayList<>();
        long began;
        try (Seeder seeder = services.open((phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING) {
                committed.add(done);
            }
        })) {
            seeder.prepare(options, SeededServices.people(options));
            began = System.nanoTime();
            seeder.publish(new Rate(20), false);
        }

        // Forty records at twenty per second: the last one is due after 1.95 s.
        assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(1.9);
        assertThat(committed).hasSizeGreaterThan(6).contains(40L).isSorted();
    }

    static SeedOptions usStates(long scale, FaultShares faults) {
        return new SeedOptions(
                null, Example.US_2020.results(), scale, 0, 1, 18, List.of(Nationality.US), faults, 4, (short) 1);
    }

    static SeedOptions simulated(long voters) {
        return new SeedOptions(null, null, 1, voters, 1, 18, List.of(Nationality.US), FaultShares.NONE, 4, (short) 1);
    }
}
