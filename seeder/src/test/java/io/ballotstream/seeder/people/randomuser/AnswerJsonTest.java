package io.ballotstream.seeder.people.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballotstream.model.Address;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.people.randomuser.AttemptFailedException.Kind;
import io.ballotstream.seeder.place.Nationality;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJsonTest {
    private static final String BRITON = "v1.4-gb-1-result-a.json";

    @Test
    void personIsMappedFieldByField() throws AttemptFailedException {
        assertThat(AnswerJson.read(Recordings.bytes(BRITON), 1))
                .containsExactly(new Person(
                        "e75d8b4a-c499-4085-8131-7f67d7d851c0",
                        "Tracy Hudson",
                        LocalDate.of(1999, 3, 26),
                        "male",
                        "GB",
                        "brownbutterfly509",
                        new Address("8210 North Road", "Salisbury", "Devon", "United Kingdom", "HW27 6QZ"),
                        "tracy.hudson@example.com",
                        "016973 39093",
                        "07294 533806",
                        "https://randomuser.me/api/portraits/men/46.jpg",
                        13));
    }

    @Test
    void postcodeIsTextWhetherItIsGivenAsNumberOrAsString() throws AttemptFailedException {
        List<Person> people = AnswerJson.read(Recordings.bytes(Recordings.MIXED), 111);

        assertThat(person(people, "a85d1fc3-b809-4d17-8eee-18daa9c2bec3")
                        .address()
                        .postcode())
                .isEqualTo("53683");
        assertThat(person(people, "8b176520-1edf-4176-8545-a51cc8540bf5")
                        .address()
                        .postcode())
                .isEqualTo("B6B 6V2");
    }

    @Test
    void persianNamesSurviveUnharmed() throws AttemptFailedException {
        Person person = person(
                AnswerJson.read(Recordings.bytes(Recordings.MIXED), 111), "30f39797-3a2d-413a-95bf-6bc979b01a80");

        assertThat(person.name()).isEqualTo("یسنا کامروا");
        assertThat(person.address()).isEqualTo(new Address("8930 هویزه", "خوی", "قزوین", "Iran", "74966"));
        assertThat(person.region()).isEqualTo("قزوین");
    }

    @Test
    void personWithoutIdentityNumberIsAccepted() throws AttemptFailedException {
        Person person = person(
                AnswerJson.read(Recordings.bytes(Recordings.MIXED), 111), "e30a5847-a287-4244-9ecf-e4ba7d9e03ea");

        assertThat(person.name()).isEqualTo("Ivy Hall");
        assertThat(person.registrationNumber()).isEqualTo("bigmeercat291");
    }

    @Test
    void everyNationalityIsReadWhole() throws AttemptFailedException {
        List<Person> people = AnswerJson.read(Recordings.bytes(Recordings.MIXED), 111);

        assertThat(people.stream().map(Person::nationality).collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Nationality.values())
                        .map(Nationality::name)
                        .collect(Collectors.toSet()));
        assertThat(people).allSatisfy(person -> {
            assertThat(person).hasNoNullFieldsOrProperties();
            assertThat(person.address()).hasNoNullFieldsOrProperties();
        });
    }

    @Test
    void twoPagesOfASeedShareNobody() throws AttemptFailedException {
        List<Person> first = AnswerJson.read(Recordings.bytes("v1.3-seed-abc-page1-50-results.json"), 50);
        List<Person> second = AnswerJson.read(Recordings.bytes("v1.3-seed-abc-page2-50-results.json"), 50);

        assertThat(first.stream().map(Person::id))
                .doesNotContainAnyElementsOf(second.stream().map(Person::id).toList());
    }

    @ParameterizedTest
    @CsvSource({"login, uuid", "name, first", "name, last", "dob, date"})
    void personWithoutARequiredFieldIsRefused(String object, String field) {
        assertRefused(
                person -> person.withObject(object).remove(field),
                "it returned a person without " + object + "." + field);
        assertRefused(
                person -> person.withObject(object).put(field, " "),
                "it returned a person without " + object + "." + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1999-03-26", "1999-13-26T23:27:08.911Z"})
    void dateOfBirthThatIsNoDateIsRefused(String date) {
        assertRefused(
                person -> person.withObject("dob").put("date", date),
                "it returned a person whose dob.date is not a date");
    }

    @Test
    void nulCharacterIsRefused() {
        assertRefused(
                person -> person.withObject("location").put("city", "a\0b"),
                "it returned a person with a NUL character in city");
    }

    @Test
    void samePersonTwiceIsRefused() {
        ObjectNode answer = Recordings.answer(BRITON);
        answer.withArray("results").add(answer.at("/results/0").deepCopy());

        assertThatThrownBy(() -> AnswerJson.read(Recordings.bytes(answer), 2))
                .isInstanceOf(AttemptFailedException.class)
                .hasMessage("it returned the same person twice");
    }

    @Test
    void optionalFieldsMayBeMissing() throws AttemptFailedException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode person = answer.putArray("results").addObject();
        person.putObject("login").put("uuid", "u-1");
        person.putObject("name").put("first", "Ada").put("last", "Lovelace");
        person.putObject("dob").put("date", "1815-12-10T23:30:00-01:00");

        assertThat(AnswerJson.read(Recordings.bytes(answer), 1))
                .containsExactly(new Person(
                        "u-1",
                        "Ada Lovelace",
                        LocalDate.of(1815, 12, 11),
                        null,
                        null,
                        null,
                        new Address(null, null, null, null, null),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static Person person(List<Person> people, String id) {
        return people.stream()
                .filter(person -> person.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Consumer<ObjectNode> change, String how) {
        ObjectNode answer = Recordings.answer(BRITON);
        change.accept((ObjectNode) answer.at("/results/0"));

        assertThatThrownBy(() -> AnswerJson.read(Recordings.bytes(answer), 1))
                .isInstanceOfSatisfying(
                        AttemptFailedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.LASTING))
                .hasMessage(how);
    }
}
