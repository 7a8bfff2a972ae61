package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.command.SeedCommand;
import io.ballotstream.seeder.people.randomuser.StubApi;
import io.ballotstream.store.Connections;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RandomUserSeedingIT {
    private static final String COUNT_VOTERS = "SELECT count(*) FROM voters";

    @TempDir
    Path directory;

    private final StubApi stub = StubApi.start();
    private final StringWriter errors = new StringWriter();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void peopleOfTheApiVoteInTheRegionsOfTheirAddresses() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser");

        assertThat(seed(services, "--source", "randomuser", "--voters", "200", "--rate", "max"))
                .isZero();

        assertThat(services.number(COUNT_VOTERS)).isEqualTo(200);
        assertThat(services.number("SELECT count(*) FROM voters WHERE location = address_state"))
                .isEqualTo(200);
        assertThat(services.number("SELECT count(*) FROM locations WHERE latitude IS NULL"))
                .isZero();
        assertThat(services.number("SELECT sum(weight)::bigint FROM ballot_plan"))
                .isEqualTo(200);
        assertThat(services.number("""
                        SELECT count(*) FROM (
                            SELECT location, count(*) AS voters, count(DISTINCT roll_number) AS numbers,
                                   max(roll_number) + 1 AS length
                            FROM voters GROUP BY location
                        ) roll WHERE voters = numbers AND voters = length""")).isEqualTo(services.number("SELECT count(*) FROM locations"));
        assertThat(services.published()).hasSize(200);
    }

    @Test
    void candidatesAreThreePeopleOfTheApiWithPortraitsAndColors() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_candidates");

        seed(services, "--source", "randomuser", "--voters", "20", "--phase", "prepare");

        assertThat(services.number("SELECT count(DISTINCT party_affiliation) FROM candidates"))
                .isEqualTo(3);
        assertThat(services.number("SELECT count(DISTINCT color) FROM candidates"))
                .isEqualTo(3);
        assertThat(services.number(
                        "SELECT count(*) FROM candidates WHERE photo_url LIKE 'data:image/svg+xml;base64,%'"))
                .isEqualTo(3);
        assertThat(services.number("SELECT count(*) FROM candidates WHERE biography LIKE candidate_name || ' of %'"))
                .isEqualTo(3);
        assertThat(services.text("SELECT people_source FROM election")).isEqualTo("randomuser");
    }

    @Test
    void unknownRegionsCountWithoutCoordinates() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_regions");

        assertThat(seed(services, "--source=randomuser", "--voters=60", "--nationality=IR,gb", "--phase=prepare"))
                .isZero();

        assertThat(services.number("SELECT count(*) FROM locations WHERE location = 'قزوین' AND latitude IS NULL"))
                .isEqualTo(1);
        assertThat(services.text("SELECT latitude || ' ' || longitude FROM locations WHERE location = 'Tyne and Wear'"))
                .isEqualTo("54.95 -1.52");
        assertThat(services.number("SELECT count(*) FROM voters WHERE voter_name = 'یسنا کامروا'"))
                .isPositive();
        assertThat(services.number("SELECT sum(weight)::bigint FROM ballot_plan"))
                .isEqualTo(60);
    }

    @Test
    void resultsFileDeterminesLocationAndVoteAndTheApiNameAndAddress() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_results");
        Path file = Files.writeString(directory.resolve("results.csv"), """
                location,latitude,longitude,candidate,party,votes
                Atlantis,1,2,Ada,A,7
                El Dorado,,,Ada,A,1
                El Dorado,,,Bob,B,4
                """);

        assertThat(seed(services, "--source", "randomuser", "--results", file.toString(), "--rate", "max"))
                .isZero();

        assertThat(services.rows("SELECT location, count(*) FROM voters GROUP BY location ORDER BY location"))
                .containsExactly(List.of("Atlantis", "7"), List.of("El Dorado", "5"));
        assertThat(services.number("SELECT count(*) FROM voters WHERE address_state = location"))
                .isZero();
        assertThat(services.number("SELECT count(*) FROM voters WHERE address_country = 'United States'"))
                .isEqualTo(12);
        assertThat(services.rows("SELECT candidate_name FROM candidates ORDER BY ballot_no"))
                .containsExactly(List.of("Ada"), List.of("Bob"));
        assertThat(stub.numberOfRequests()).isEqualTo(1);
    }

    @Test
    void committedPagesRemainAndResumeContinuesWithTheNextPage() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_resume");
        // The first page, the candidates, and then failures that exceed the retries.
        stub.giving(2).refusing();

        assertThat(seed(services, "--source", "randomuser", "--voters", "5200", "--rate", "max"))
                .isEqualTo(3);
        assertThat(errors.toString()).contains("failed: it responded with status 403; resume with --resume.");
        assertThat(services.number(COUNT_VOTERS)).isEqualTo(5000);
        int before = stub.numberOfRequests();
        List<List<String>> written = services.rows("SELECT voter_id FROM voters ORDER BY voter_number");

        assertThat(seed(services, "--resume", "--rate", "max")).isZero();

        assertThat(stub.numberOfRequests()).isEqualTo(before + 1);
        List<List<String>> all = services.rows("SELECT voter_id FROM voters ORDER BY voter_number");
        assertThat(all).hasSize(5200).doesNotHaveDuplicates();
        assertThat(all.subList(0, 5000)).isEqualTo(written);
        assertThat(services.published()).hasSize(5200);
    }

    @Test
    void sameSeedGivesTheSameElectorateAgain() throws Exception {
        List<List<List<String>>> electorates = new ArrayList<>();
        for (String name : List.of("randomuser_once", "randomuser_again")) {
            SeededServices services = SeededServices.fresh(name);
            seed(services, "--source", "randomuser", "--voters", "150", "--seed", "7", "--phase", "prepare");
            electorates.add(services.rows("SELECT * FROM voters ORDER BY voter_number"));
            electorates.add(services.rows("SELECT * FROM candidates ORDER BY ballot_no"));
            electorates.add(services.rows("SELECT * FROM ballot_plan ORDER BY location, candidate_id"));
        }

        assertThat(electorates.subList(0, 3)).isEqualTo(electorates.subList(3, 6));
        assertThat(electorates.get(0)).hasSize(150);
    }

    @Test
    void secondSeedingIsRefusedBeforeAnApiRequest() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_twice");
        seed(services, "--source", "randomuser", "--voters", "20", "--phase", "prepare");
        int before = stub.numberOfRequests();

        assertThat(seed(services, "--source", "randomuser", "--voters", "20")).isEqualTo(2);

        assertThat(errors.toString()).contains("continue it with --resume, or start over with --reset.");
        assertThat(stub.numberOfRequests()).isEqualTo(before);
    }

    @Test
    void resumingFromAnotherSourceIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_source");
        seed(services, "--source", "randomuser", "--voters", "20", "--phase", "prepare");

        assertThat(seed(services, "--source", "synthetic", "--resume")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--source contradicts the existing election, which was prepared with randomuser:");
        assertThat(seed(services, "--nationality", "gb", "--resume")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--nationality contradicts the existing election, which was prepared with us:");
    }

    @Test
    void resetEmptiesNothingIfTheSourceFails() throws Exception {
        SeededServices services = SeededServices.fresh("randomuser_reset");
        seed(services, "--source", "randomuser", "--voters", "20", "--phase", "prepare");
        stub.refusing();

        assertThat(seed(services, "--source", "randomuser", "--voters", "30", "--reset"))
                .isEqualTo(3);

        assertThat(services.number(COUNT_VOTERS)).isEqualTo(20);
    }

    /** Runs the command like a user. */
    private int seed(SeededServices services, String... arguments) {
        Connections environment = new Connections(Map.of(
                "BALLOTSTREAM_KAFKA", services.brokers,
                "BALLOTSTREAM_POSTGRES_URL", services.database.jdbcUrl(),
                "BALLOTSTREAM_POSTGRES_USER", services.database.user(),
                "BALLOTSTREAM_POSTGRES_PASSWORD", services.database.password()));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--randomuser-url", stub.url()));
        return new CommandLine(new SeedCommand(environment))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }
}
