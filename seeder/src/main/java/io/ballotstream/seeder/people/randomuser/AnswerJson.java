package io.ballotstream.seeder.people.randomuser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballotstream.model.Address;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.people.randomuser.AttemptFailedException.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses the people in a response of the API. Any deviation from the documented format fails the attempt, even if the
 * HTTP status is a success.
 */
final class AnswerJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AnswerJson() {}

    /** The people in a response to a request for the given number. */
    static List<Person> read(byte[] json, int results) throws AttemptFailedException {
        JsonNode answer = parse(json);
        if (answer.hasNonNull("error")) {
            throw new AttemptFailedException(Kind.PASSING, "it reported an error");
        }
        JsonNode people = answer.path("results");
        if (!people.isArray()) {
            throw new AttemptFailedException(Kind.PASSING, "its response contains no results");
        }
        if (people.size() != results) {
            // This is not temporary: the API responds like this if it does not understand the request.
            throw new AttemptFailedException(
                    Kind.LASTING, "it returned " + people.size() + " people instead of " + results);
        }
        List<Person> read = new ArrayList<>(results);
        Set<String> ids = new HashSet<>();
        for (JsonNode person : people) {
            Person next = person(person);
            if (!ids.add(next.id())) {
                throw new AttemptFailedException(Kind.LASTING, "it returned the same person twice");
            }
            read.add(next);
        }
        return read;
    }

    private static JsonNode parse(byte[] json) throws AttemptFailedException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AttemptFailedException(Kind.PASSING, "its response is truncated or not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed.", e);
        }
    }

    private static Person person(JsonNode person) throws AttemptFailedException {
        JsonNode location = person.path("location");
        return new Person(
                required(person, "/login/uuid"),
                required(person, "/name/first") + " " + required(person, "/name/last"),
                dateOfBirth(person).toLocalDate(),
                optional(person, "/gender"),
                optional(person, "/nat"),
                optional(person, "/login/username"),
                new Address(
                        street(location),
                        optional(location, "/city"),
                        optional(location, "/state"),
                        optional(location, "/country"),
                        optional(location, "/postcode")),
                optional(person, "/email"),
                optional(person, "/phone"),
                optional(person, "/cell"),
                optional(person, "/picture/large"),
                person.at("/registered/age").isInt()
                        ? person.at("/registered/age").intValue()
                        : null);
    }

    private static OffsetDateTime dateOfBirth(JsonNode person) throws AttemptFailedException {
        try {
            return OffsetDateTime.parse(required(person, "/dob/date")).withOffsetSameInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new AttemptFailedException(Kind.LASTING, "it returned a person whose dob.date is not a date");
        }
    }

    /** Number and name of the street, only the name, or null. */
    private static String street(JsonNode location) throws AttemptFailedException {
        String number = optional(location, "/street/number");
        String name = optional(location, "/street/name");
        return number == null || name == null ? name : number + " " + name;
    }

    private static String required(JsonNode node, String pointer) throws AttemptFailedException {
        String text = optional(node, pointer);
        if (text == null || text.isBlank()) {
            throw new AttemptFailedException(Kind.LASTING, "it returned a person without " + field(pointer));
        }
        return text;
    }

    /** A text, or a number as text (postcodes can be numbers); null if it is neither. */
    private static String optional(JsonNode node, String pointer) throws AttemptFailedException {
        JsonNode value = node.at(pointer);
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        String text = value.asText();
        if (text.indexOf('\0') >= 0) {
            throw new AttemptFailedException(
                    Kind.LASTING, "it returned a person with a NUL character in " + field(pointer));
        }
        return text;
    }

    private static String field(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }
}
