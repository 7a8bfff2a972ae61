package io.ballotstream.seeder.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballotstream.model.Election;
import io.ballotstream.model.Voter;
import io.ballotstream.model.codec.RollEntry;
import io.ballotstream.model.codec.VoterJson;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.random.SeededRandom;
import io.ballotstream.seeder.registration.Electorate;
import io.ballotstream.seeder.registration.StoredElection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Creates records that must be rejected, each for exactly one reason. The people are not on any electoral roll, and
 * apart from the one fault their records are valid. A pure function of stored election, kind and number.
 */
final class FaultyRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> REQUIRED = RollEntry.requiredFields();
    /** The number of people that are reserved for each kind. */
    private static final long PEOPLE_PER_KIND = 1L << 42;

    private static final List<BadField> BAD_FIELDS = List.of(
            (voter, entry) -> voter.put("date_of_birth", "1971-02-30"),
            (voter, entry) -> voter.put("date_of_birth", "31.12.1980"),
            (voter, entry) -> voter.put("date_of_birth", 19_800_101),
            (voter, entry) -> voter.putObject("date_of_birth").put("year", 1980),
            (voter, entry) -> voter.put("voter_id", ""),
            (voter, entry) -> voter.put("voter_id", 4711),
            (voter, entry) -> voter.put("voter_id", voter.get("voter_id").textValue() + "-b"),
            (voter, entry) -> voter.put("location", true),
            (voter, entry) -> voter.put("location", entry.location() + "\0"),
            (voter, entry) -> voter.putArray("location").add(entry.location()),
            (voter, entry) -> voter.put("roll_number", -1 - entry.number()),
            (voter, entry) -> voter.put("roll_number", Long.toString(entry.number())),
            (voter, entry) -> voter.put("roll_number", entry.number() + 0.5),
            (voter, entry) -> voter.put("roll_number", entry.rollLength()),
            (voter, entry) -> voter.put("roll_number", new BigInteger("18446744073709551616")),
            (voter, entry) -> voter.put("voted_before_ms", "an hour"));

    /** Makes one field of a valid record invalid. */
    private interface BadField {
        void spoil(ObjectNode voter, Electorate.Entry entry);
    }

    private final Election election;
    private final Electorate electorate;
    private final SyntheticPeople.Strangers strangers;
    private final LocalDate created;

    FaultyRecords(StoredElection stored, Electorate electorate) {
        this.election = stored.election();
        this.electorate = electorate;
        this.created = LocalDate.ofInstant(election.createdAt(), ZoneOffset.UTC);
        this.strangers = new SyntheticPeople(
                        election.seed(), election.votingAge(), stored.nationalities(), Places.load())
                .strangers();
    }

    /** The n-th record of a kind, n from 0. */
    VoterRecord get(RecordKind kind, long number) {
        SplittableRandom random = SeededRandom.of(SeededRandom.key(election.seed(), kind.name()), number);
        Electorate.Entry entry = electorate.at(random.nextLong(electorate.size()));
        Person person = strangers.get(kind.ordinal() * PEOPLE_PER_KIND + number, entry.location());
        Voter voter = person.asVoter(entry.location(), entry.number(), null);
        byte[] good = VoterJson.write(voter);
        byte[] value = switch (kind) {
            case EMPTY -> number % 2 == 0 ? null : new byte[0];
            case NOT_UTF8 -> notUtf8(good, number);
            case NOT_JSON -> notJson(good, number, random);
            case MISSING_FIELD -> withoutField(good, number);
            case BAD_FIELD -> withBadField(good, number, entry);
            case UNDERAGE -> VoterJson.write(younger(voter, random));
            default -> throw new IllegalArgumentException(kind + " is not a fault of a single record");
        };
        return VoterRecord.of(voter.voterId(), value);
    }

    /** Bytes that never occur in UTF-8, in the middle of a name. */
    private static byte[] notUtf8(byte[] good, long number) {
        byte[][] broken = {
            {'J', 'o', 's', (byte) 0xe9, ' '}, // Latin-1
            {(byte) 0xff, (byte) 0xfe}, // a byte order mark of UTF-16
            {(byte) 0xc0, (byte) 0xaf}, // an overlong encoding
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half of a surrogate pair
            {(byte) 0xf0, (byte) 0x9f, (byte) 0x97}, // an incomplete character
        };
        String marker = "\"voter_name\":\"";
        int name = new String(good, StandardCharsets.ISO_8859_1).indexOf(marker) + marker.length();
        return concat(
                Arrays.copyOf(good, name),
                broken[(int) (number % broken.length)],
                Arrays.copyOfRange(good, name, good.length));
    }

    private static byte[] notJson(byte[] good, long number, SplittableRandom random) {
        String text = new String(good, StandardCharsets.UTF_8);
        String broken = switch ((int) (number % 6)) {
            case 0 -> beginningOf(text, random.nextInt(1, text.length()));
            case 1 -> "[" + text + "]";
            case 2 -> text + text;
            case 3 -> text.replace("\":", "\"=");
            case 4 -> "\"a ballot, please\"";
            default -> "voter_id;date_of_birth;location;roll_number";
        };
        return broken.getBytes(StandardCharsets.UTF_8);
    }

    private static String beginningOf(String text, int length) {
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length + 1 : length);
    }

    /** Each required field in turn is missing, and in the next round null. */
    private static byte[] withoutField(byte[] good, long number) {
        String field = REQUIRED.get((int) (number % REQUIRED.size()));
        ObjectNode voter = parse(good);
        if (number / REQUIRED.size() % 2 == 0) {
            voter.remove(field);
        } else {
            voter.putNull(field);
        }
        return write(voter);
    }

    private static byte[] withBadField(byte[] good, long number, Electorate.Entry entry) {
        ObjectNode voter = parse(good);
        BAD_FIELDS.get((int) (number % BAD_FIELDS.size())).spoil(voter, entry);
        return write(voter);
    }

    /** Too young even if publishing begins a year after the creation of the election. */
    private Voter younger(Voter voter, SplittableRandom random) {
        int age = random.nextInt(5, election.votingAge() - 1);
        return new Voter(
                voter.voterId(),
                voter.voterName(),
                created.minusYears(age).minusDays(random.nextInt(365)),
                voter.gender(),
                voter.nationality(),
                voter.registrationNumber(),
                voter.address(),
                voter.email(),
                voter.phoneNumber(),
                voter.cellNumber(),
                voter.picture(),
                0,
                voter.location(),
                voter.rollNumber(),
                null);
    }

    private static ObjectNode parse(byte[] json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading our own JSON failed.", e);
        }
    }

    private static byte[] write(ObjectNode voter) {
        try {
            return JSON.writeValueAsBytes(voter);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
