package io.ballotstream.seeder.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.randomuser.StubApi;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PeopleArgumentsTest {
    private static final FaultShares NO_FAULTS = new FaultShares(0, 0, 0, 0);

    private final StubApi stub = StubApi.start();
    private final List<String> notices = new ArrayList<>();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void seedingTriesTheApiByDefault() throws InterruptedException {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--randomuser-url", stub.url());

        assertThat(people.choose(voters(200), notices::add).name()).isEqualTo("randomuser");
        assertThat(stub.numberOfRequests()).isEqualTo(1);
        assertThat(notices).isEmpty();
    }

    @Test
    void otherProgramsStayOfflineByDefault() throws InterruptedException {
        PeopleArguments people = new PeopleArguments();
        new CommandLine(new Program(people)).parseArgs("--randomuser-url", stub.url());

        assertThat(people.choose(voters(200), notices::add).name()).isEqualTo("synthetic");
        assertThat(stub.numberOfRequests()).isZero();
    }

    @Test
    void syntheticPeopleAreGeneratedOffline() throws InterruptedException {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--source", "synthetic", "--randomuser-url", stub.url());

        assertThat(people.choose(voters(200), notices::add).name()).isEqualTo("synthetic");
        assertThat(stub.numberOfRequests()).isZero();
        assertThat(notices).isEmpty();
    }

    @Test
    void autoContinuesOfflineWithOneWarningIfTheNetworkIsDown() throws Exception {
        String down = addressWithoutServer();
        PeopleArguments people = arguments(PeopleChoice.SYNTHETIC, "--source", "auto", "--randomuser-url", down);

        assertThat(people.choose(voters(200), notices::add).name()).isEqualTo("synthetic");
        assertThat(notices)
                .containsExactly("People are generated offline. The people API at " + down.substring("http://".length())
                        + " failed 2 times in a row: it cannot be reached.");
    }

    @Test
    void randomUserWithoutPeopleIsAFailure() {
        stub.refusing();
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--source", "randomuser", "--randomuser-url", stub.url());

        assertThatThrownBy(() -> people.choose(voters(200), notices::add))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.url().substring("http://".length())
                        + " failed: it responded with status 403.");
    }

    @Test
    void autoDoesNotUseThePublicApiIfItsLimitWouldTakeHours() throws InterruptedException {
        PeopleArguments people = arguments(PeopleChoice.AUTO);

        assertThat(people.choose(voters(20_001), notices::add).name()).isEqualTo("synthetic");
        assertThat(notices)
                .containsExactly(
                        "People are generated offline. The randomuser.me API limits clients to 20,000 people in five "
                                + "minutes, which takes long for 20,001; --source randomuser uses it anyway.");
    }

    @Test
    void autoUsesAMirrorForAnyNumber() throws InterruptedException {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--randomuser-url", stub.url());

        assertThat(people.choose(voters(20_001), notices::add).name()).isEqualTo("randomuser");
        assertThat(stub.numberOfRequests()).isEqualTo(1);
    }

    @Test
    void morePeopleThanTheApiHasAreRefusedBeforeARequest() {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--source", "randomuser", "--randomuser-url", stub.url());

        assertThatThrownBy(() -> people.choose(voters(50_000_001), notices::add))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--source randomuser has 50,000,000 people at most, not 50,000,001.");
        assertThat(stub.numberOfRequests()).isZero();
    }

    @Test
    void votingAgeAboveTheAgeOfTheApisPeopleIsRefused() {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--source", "randomuser", "--randomuser-url", stub.url());
        SeedOptions options =
                new SeedOptions(null, null, 1, 200, 1, 22, List.of(Nationality.US), NO_FAULTS, 4, (short) 1);

        assertThatThrownBy(() -> people.choose(options, notices::add))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--source randomuser has people from the age of 21, too young for --voting-age 22.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "us,xx", "", "us,", "usa", "us;gb"})
    void unknownNationalityIsRefusedBeforeAnApiRequest(String nationality) {
        PeopleArguments people = arguments(
                PeopleChoice.AUTO,
                "--source",
                "randomuser",
                "--nationality",
                nationality,
                "--randomuser-url",
                stub.url());

        assertThatThrownBy(people::check)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--nationality must be a comma-separated list of codes, but \"")
                .hasMessageEndingWith("is none of au, br, ca, ch, de, dk, es, fi, fr, gb, ie, "
                        + "in, ir, mx, nl, no, nz, rs, tr, ua, us.");
        assertThat(stub.numberOfRequests()).isZero();
    }

    @Test
    void unknownSourceIsRefused() {
        assertThatThrownBy(() ->
                        arguments(PeopleChoice.AUTO, "--source", "RandomUser").check())
                .isInstanceOf(BadInputException.class)
                .hasMessage("--source must be synthetic, randomuser or auto, but is \"RandomUser\".");
    }

    @Test
    void invalidUrlIsRefusedForEverySource() {
        assertThatThrownBy(() -> arguments(PeopleChoice.SYNTHETIC, "--randomuser-url", "mirror")
                        .check())
                .isInstanceOf(BadInputException.class)
                .hasMessage("--randomuser-url must have the format http[s]://HOST[:PORT][/PATH].");
    }

    @ParameterizedTest
    @EnumSource(PeopleChoice.class)
    void everyChoiceHasAWord(PeopleChoice choice) {
        assertThat(PeopleChoice.parse(choice.word())).isEqualTo(choice);
    }

    @Test
    void votersOfAFileAreCountedAfterScaling() throws InterruptedException {
        PeopleArguments people = arguments(PeopleChoice.AUTO, "--randomuser-url", stub.url());

        SeedOptions states = new SeedOptions(
                null, Example.US_2020.results(), 100_000, 0, 1, 18, List.of(Nationality.US), NO_FAULTS, 4, (short) 1);
        PeopleSource source = people.choose(states, notices::add);

        assertThat(source.name()).isEqualTo("randomuser");
        source.open(0, 1584).next("Ohio");
        assertThat(stub.numberOfRequests()).isEqualTo(1);
    }

    private static String addressWithoutServer() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + nobody.getLocalPort();
        }
    }

    private static SeedOptions voters(long voters) {
        return new SeedOptions(null, null, 1, voters, 1, 18, List.of(Nationality.US), NO_FAULTS, 4, (short) 1);
    }

    private static PeopleArguments arguments(PeopleChoice defaultChoice, String... arguments) {
        PeopleArguments people = new PeopleArguments(defaultChoice);
        new CommandLine(new Program(people)).parseArgs(arguments);
        return people;
    }

    @CommandLine.Command
    private record Program(@CommandLine.Mixin PeopleArguments people) {}
}
