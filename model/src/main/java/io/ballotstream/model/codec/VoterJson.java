package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.Address;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Voter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes the JSON of {@code voters_topic}. Dates have the form {@code YYYY-MM-DD}; null fields are left out.
 */
public final class VoterJson {
    /**
     * The fields in the order in which they are written, with the names of their columns in the table {@code voters}.
     * Those of the address are in an object of their own, without {@code address_} in their names.
     */
    public static final List<String> FIELDS = List.of(
            "voter_id",
            "voter_name",
            "date_of_birth",
            "gender",
            "nationality",
            "registration_number",
            "address_street",
            "address_city",
            "address_state",
            "address_country",
            "address_postcode",
            "email",
            "phone_number",
            "cell_number",
            "picture",
            "registered_age",
            "location",
            "roll_number",
            "voted_before_ms");

    private static final String ADDRESS = "address";
    private static final byte[] ADDRESS_NAME = ObjectWriter.name(ADDRESS);
    private static final Set<String> NUMBERS = Set.of("registered_age", "roll_number", "voted_before_ms");

    private static final Field[] WRITTEN = FIELDS.stream().map(Field::of).toArray(Field[]::new);
    private static final int EXPECTED_BYTES = 1024;

    /** How a field is written. */
    private record Field(byte[] name, boolean ofAddress, boolean number) {
        static Field of(String field) {
            boolean ofAddress = field.startsWith(ADDRESS);
            String name = ofAddress ? field.substring(ADDRESS.length() + 1) : field;
            return new Field(ObjectWriter.name(name), ofAddress, NUMBERS.contains(field));
        }
    }

    private VoterJson() {}

    /**
     * Writes a voter. Equal voters result in equal bytes.
     *
     * @param voter the voter
     * @return UTF-8 JSON
     * @throws IllegalArgumentException if a text is not valid Unicode
     */
    public static byte[] write(Voter voter) {
        boolean hasAddress = voter.address() != null;
        Address address = hasAddress ? voter.address() : new Address(null, null, null, null, null);
        Object[] values = {
            voter.voterId(),
            voter.voterName(),
            voter.dateOfBirth(),
            voter.gender(),
            voter.nationality(),
            voter.registrationNumber(),
            address.street(),
            address.city(),
            address.state(),
            address.country(),
            address.postcode(),
            voter.email(),
            voter.phoneNumber(),
            voter.cellNumber(),
            voter.picture(),
            voter.registeredAge(),
            voter.location(),
            voter.rollNumber(),
            voter.votedBeforeMs()
        };
        return write(Arrays.stream(values).map(VoterJson::utf8).toArray(byte[][]::new), hasAddress);
    }

    /**
     * Writes a voter with an address, as {@link #write(Voter)} does, from the texts that PostgreSQL sends: there is no
     * string to be made of each.
     *
     * @param texts the values of {@link #FIELDS} as UTF-8 text; null for a field without a value
     * @return UTF-8 JSON
     */
    public static byte[] write(byte[][] texts) {
        return write(texts, true);
    }

    private static byte[] write(byte[][] texts, boolean hasAddress) {
        ObjectWriter json = new ObjectWriter(EXPECTED_BYTES);
        boolean inAddress = false;
        for (int i = 0; i < WRITTEN.length; i++) {
            Field field = WRITTEN[i];
            if (hasAddress && field.ofAddress != inAddress) {
                inAddress = field.ofAddress;
                if (inAddress) {
                    json.startObject(ADDRESS_NAME);
                } else {
                    json.endObject();
                }
            }
            if (field.number) {
                json.number(field.name, texts[i]);
            } else {
                json.text(field.name, texts[i]);
            }
        }
        return json.bytes();
    }

    private static byte[] utf8(Object value) {
        if (value == null) {
            return null;
        }
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(value.toString()));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A text of a voter is not valid Unicode: " + value, e);
        }
    }

    /**
     * Reads the fields that are needed to cast the voter's vote.
     *
     * @param json a record's value, or null
     * @return the fields
     * @throws InvalidRecordException if the value is missing or invalid
     */
    public static RollEntry readRollEntry(byte[] json) throws InvalidRecordException {
        RollEntry canonical = CanonicalVoter.read(json);
        return canonical != null ? canonical : parseRollEntry(json);
    }

    /** Reads the same fields with the parser, which also reports what is wrong. */
    static RollEntry parseRollEntry(byte[] json) throws InvalidRecordException {
        FieldValues values = new FieldValues(RollEntry.FIELDS);
        RecordJson.read(json, values);
        values.requireComplete();
        return RollEntry.of(values);
    }
}
