package io.ballotstream.seeder.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticPeopleTest {
    private static final LocalDate TODAY_OR_LATER = LocalDate.of(2020, 1, 1);

    private final Places places = Places.load();

    @Test
    void sameSeedGivesTheSamePeople() {
        assertThat(people(7, "us,gb", "Ohio", 0, 50)).isEqualTo(people(7, "us,gb", "Ohio", 0, 50));
    }

    @Test
    void anotherSeedGivesOtherPeople() {
        assertThat(people(8, "us", "Ohio", 0, 50)).doesNotContainAnyElementsOf(people(7, "us", "Ohio", 0, 50));
    }

    @Test
    void streamFromTheMiddleEqualsTheWholeStream() {
        assertThat(people(7, "us", "Ohio", 30, 20))
                .isEqualTo(people(7, "us", "Ohio", 0, 50).subList(30, 50));
    }

    @Test
    void idsAreUniqueAndAscend() {
        assertThat(people(7, "us", "Ohio", 0, 3000).stream().map(Person::id))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void stateOfTheAddressIsTheLocation() {
        assertThat(people(7, "us", "New Hampshire", 0, 100)).allSatisfy(person -> {
            assertThat(person.region()).isEqualTo("New Hampshire");
            assertThat(person.address().country()).isEqualTo("United States");
            assertThat(person.address().postcode()).startsWith("03").hasSize(5);
        });
    }

    @Test
    void countyIsInItsState() {
        Person person = people(7, "us", "Doña Ana County, NM", 0, 1).get(0);

        assertThat(person.region()).isEqualTo("New Mexico");
    }

    @Test
    void locationThatIsNotKnownIsItsOwnRegion() {
        Person person = people(7, "de", "Île d'Ouessant", 0, 1).get(0);

        assertThat(person.region()).isEqualTo("Île d'Ouessant");
        assertThat(person.address().country()).isEqualTo("Germany");
    }

    @Test
    void everybodyHasReachedTheVotingAge() {
        assertThat(people(7, "us", "Ohio", 0, 5000))
                .allSatisfy(
                        person -> assertThat(person.dateOfBirth().plusYears(18)).isBeforeOrEqualTo(TODAY_OR_LATER));
    }

    @Test
    void everyNationalityHasPeople() {
        for (Nationality nationality : Nationality.values()) {
            Person person = people(7, nationality.code(), "Somewhere", 0, 1).get(0);

            assertThat(person.nationality()).isEqualTo(nationality.name());
            assertThat(person.name()).contains(" ");
            assertThat(person.email()).matches("[a-z]+\\.[a-z]+\\.1@example\\.com");
            assertThat(person.phoneNumber()).isNotBlank();
            assertThat(person.cellNumber()).isNotBlank();
        }
    }

    @Test
    void candidatesAlternateGenderAndAreNotVoters() {
        SyntheticPeople source = source(7, "us");
        List<Person> candidates = source.candidates(4);

        assertThat(candidates).extracting(Person::gender).containsExactly("female", "male", "female", "male");
        assertThat(candidates.stream().map(Person::name))
                .doesNotContainAnyElementsOf(
                        people(7, "us", "Ohio", 0, 4).stream().map(Person::name).toList());
    }

    private SyntheticPeople source(long seed, String nationalities) {
        return new SyntheticPeople(seed, 18, Nationality.parseList(nationalities), places);
    }

    private List<Person> people(long seed, String nationalities, String location, long first, int count) {
        List<Person> people = new ArrayList<>();
        try (People stream = source(seed, nationalities).open(first, first + count)) {
            for (int i = 0; i < count; i++) {
                people.add(stream.next(location));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return people;
    }
}
