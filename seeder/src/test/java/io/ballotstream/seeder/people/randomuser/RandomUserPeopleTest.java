package io.ballotstream.seeder.people.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.people.People;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.place.Nationality;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RandomUserPeopleTest {
    private final StubApi stub = StubApi.start();
    private final List<String> notices = new ArrayList<>();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void oneRequestIsEnoughForAPage() throws InterruptedException {
        assertThat(take(people(42), 0, 5000)).hasSize(5000).doesNotHaveDuplicates();

        assertThat(stub.requests()).hasSize(1);
        assertThat(stub.requests().get(0).query())
                .containsEntry("seed", "000000000000002a")
                .containsEntry("page", "1")
                .containsEntry("results", "5000");
    }

    @Test
    void lastPageAsksForTheRestOnly() throws InterruptedException {
        assertThat(take(people(42), 0, 5003)).hasSize(5003).doesNotHaveDuplicates();

        assertThat(stub.requests()).hasSize(2);
        assertThat(stub.requests().get(1).query()).containsEntry("page", "2").containsEntry("results", "3");
    }

    @Test
    void pagesAreAskedForWhenTheyAreNeeded() throws InterruptedException {
        try (People people = people(42).open(0, 20_000)) {
            assertThat(stub.requests()).isEmpty();
            people.next(null);
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void streamFromALaterPageEqualsTheWholeStream() throws InterruptedException {
        List<Person> all = take(people(42), 0, 5010);

        assertThat(take(people(42), 5000, 5010)).isEqualTo(all.subList(5000, 5010));
        assertThat(take(people(42), 4990, 5010)).isEqualTo(all.subList(4990, 5010));
        assertThat(stub.requests().get(2).query()).containsEntry("page", "2");
    }

    @Test
    void sameSeedNationalityAndCountGiveTheSamePeople() throws InterruptedException {
        assertThat(take(people(42), 0, 200)).isEqualTo(take(people(42), 0, 200));
        assertThat(take(people(43), 0, 200)).doesNotContainAnyElementsOf(take(people(42), 0, 200));
    }

    @Test
    void noSeedHasTheLengthOfANationalitySeed() throws InterruptedException {
        for (long seed : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            take(people(seed), 0, 1);
        }

        assertThat(stub.requests().stream().map(request -> request.query().get("seed")))
                .containsExactly("0000000000000000", "ffffffffffffffff", "8000000000000000", "7fffffffffffffff");
    }

    @Test
    void candidatesAlternateGenderAndAreNotVoters() throws InterruptedException {
        List<Person> candidates = people(42).candidates(4);

        assertThat(candidates.stream().map(Person::gender)).containsExactly("female", "male", "female", "male");
        assertThat(candidates)
                .doesNotHaveDuplicates()
                .allSatisfy(candidate ->
                        assertThat(candidate.picture()).startsWith("https://randomuser.me/api/portraits/"));
        assertThat(stub.requests()).hasSize(1);
        assertThat(take(people(42), 0, 5000)).doesNotContainAnyElementsOf(candidates);
    }

    @Test
    void peopleBringTheirRegions() throws InterruptedException {
        RandomUserPeople people =
                new RandomUserPeople(ApiUrl.parse(stub.url()), 1, List.of(Nationality.GB), notices::add);

        assertThat(people.bringsRegions()).isTrue();
        assertThat(people.name()).isEqualTo("randomuser");
        assertThat(take(people, 0, 6).stream().map(Person::region))
                .containsExactlyInAnyOrder(
                        "Cambridgeshire",
                        "Cornwall",
                        "Northamptonshire",
                        "South Yorkshire",
                        "Staffordshire",
                        "Tyne and Wear");
    }

    @Test
    void unexpectedNationalitiesAreReportedOnce() throws InterruptedException {
        stub.first(StubApi.answering(Recordings.MIXED), StubApi.answering(Recordings.MIXED));
        RandomUserPeople people = people(42);

        take(people, 0, 111);
        take(people, 0, 111);

        assertThat(notices).containsExactly("The people API returns other nationalities than --nationality requests.");
    }

    @Test
    void repeatedPageIsAFailure() throws InterruptedException {
        byte[] page = Recordings.answer("same", 1, 5000, Set.of("US"));
        stub.first(StubApi.answering(200, page), StubApi.answering(200, page));

        try (People people = people(42).open(0, 10_000)) {
            for (int i = 0; i < 5000; i++) {
                people.next(null);
            }
            assertThatThrownBy(() -> people.next(null))
                    .isInstanceOf(ServiceFailedException.class)
                    .hasMessage("The people API returned the same people again on page 2.");
        }
    }

    @Test
    void failureSaysHowToResume() {
        stub.first(StubApi.answering(403, new byte[0]));

        assertThatThrownBy(() -> take(people(42), 0, 10))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.host()
                        + " failed: it responded with status 403; resume with --resume.");
    }

    @Test
    void firstPageIsRequestedOnlyOnce() throws InterruptedException {
        RandomUserPeople people = people(42);

        assertThat(people.tryToBegin(200)).isEmpty();
        assertThat(take(people, 0, 200)).hasSize(200);

        assertThat(stub.requests()).hasSize(1);
        assertThat(take(people, 0, 200)).isEqualTo(take(people(42), 0, 200));
    }

    @Test
    void unavailableApiIsReportedWithoutLongRetries() throws InterruptedException {
        stub.first(StubApi.throttling(null));

        assertThat(people(42).tryToBegin(200))
                .contains("The people API at " + stub.host() + " failed: its rate limit for this client is exceeded.");
        assertThat(stub.requests()).hasSize(1);
        assertThat(notices).isEmpty();
    }

    @Test
    void failureAtTheBeginningIsReportedBeforeAnythingStarts() {
        stub.first(StubApi.answering(403, new byte[0]));

        assertThatThrownBy(() -> people(42).begin(200))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The people API at " + stub.host() + " failed: it responded with status 403.");
    }

    @Test
    void morePeopleThanTheApiHasPagesForAreRefused() {
        assertThatThrownBy(() -> people(42).open(0, 50_000_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The API does not have 50000001 people");
        assertThat(stub.requests()).isEmpty();
    }

    @Test
    void interruptionEndsTheWaiting() {
        stub.first(stub.silence());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> take(people(42), 0, 1))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("Interrupted while waiting for the people API");
        assertThat(Thread.interrupted()).isFalse();
    }

    private RandomUserPeople people(long seed) {
        return new RandomUserPeople(ApiUrl.parse(stub.url()), seed, List.of(Nationality.US), notices::add);
    }

    private static List<Person> take(RandomUserPeople source, long first, long total) throws InterruptedException {
        List<Person> taken = new ArrayList<>();
        try (People people = source.open(first, total)) {
            for (long i = first; i < total; i++) {
                taken.add(people.next("the file's location"));
            }
        }
        return taken;
    }
}
