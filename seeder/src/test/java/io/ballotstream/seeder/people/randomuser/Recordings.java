package io.ballotstream.seeder.people.randomuser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Recorded responses of the API. */
final class Recordings {
    static final String MIXED = "v1.4-mixed-111-results-all-21-nats.json";
    static final String AMERICANS = "v1.3-us-200-results.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    static byte[] bytes(String file) {
        try (InputStream in = Recordings.class.getResourceAsStream("/randomuser/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode answer(String file) {
        try {
            return (ObjectNode) MAPPER.readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded people with these nationalities. */
    static List<ObjectNode> people(Set<String> nationalities) {
        List<ObjectNode> people = new ArrayList<>();
        for (String file : List.of(AMERICANS, MIXED)) {
            for (JsonNode person : answer(file).get("results")) {
                if (nationalities.contains(person.get("nat").asText())) {
                    people.add((ObjectNode) person);
                }
            }
        }
        return people;
    }

    /** A response with the given number of recorded people, who all have new uuids. */
    static byte[] answer(String seed, int page, int results, Set<String> nationalities) {
        List<ObjectNode> recorded = people(nationalities);
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode people = answer.putArray("results");
        for (int i = 0; i < results; i++) {
            ObjectNode person = recorded.get((page + i) % recorded.size()).deepCopy();
            String name = seed + " " + page + " " + i;
            person.withObject("login")
                    .put(
                            "uuid",
                            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                    .toString());
            people.add(person);
        }
        return bytes(answer);
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
