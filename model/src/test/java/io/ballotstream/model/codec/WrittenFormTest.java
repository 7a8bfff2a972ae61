package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Address;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.Voter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All records that the programs write can be read without the parser, which is two to ten times slower. The exception
 * is text that JSON must escape: quotation marks, backslashes and control characters.
 */
class WrittenFormTest {
    private static final VoteId ID = VoteId.parse("0123456789abcdef0123456789abcdef");
    private static final LocalDate BORN = LocalDate.of(1970, 1, 31);
    private static final Long LONGEST_SCANNED = 999_999_999_999_999_999L;
    private static final List<String> NAMES = List.of(
            "",
            " ",
            " padded ",
            "Ohio",
            "O'Brien",
            "Dewitt, N.Y. / 3rd {ward}: [a]",
            "<b>&amp;</b>",
            "del\u007f",
            "nbsp\u00a0",
            "São Tomé",
            "Sa\u0303o decomposed",
            "Łódź",
            "Ελλάδα",
            "Україна",
            "ישראל",
            "مصر",
            "भारत",
            "ไทย",
            "日本国",
            "대한민국",
            "\u2028\u2029",
            "\ufeffmarked",
            "\uff0cfull width",
            "\ufffd\uffff",
            "𠮷野家",
            "\ud83d\uddf3",
            "\ud83c\uddfa\ud83c\uddf8 \ud83d\udc69\u200d\ud83d\udcbb",
            "\udbff\udfff");

    static List<String> names() {
        return NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void voteWithAnyNamesIsReadWithoutParser(String name) {
        assertThatIsScanned(new Vote(ID, "c1", name, 1_700_000_000_000L));
        assertThatIsScanned(new Vote(ID, name, "Ohio", 0));
        assertThatIsScanned(new Vote(ID, name, name, LONGEST_SCANNED));
    }

    @ParameterizedTest
    @MethodSource("names")
    void voterWithAnyNamesIsReadWithoutParser(String name) {
        for (Voter voter : List.of(
                voter().location(name).build(),
                voter().texts(name).build(),
                voter().texts(name).location(name).build())) {
            assertThatIsRead(voter);
        }
        if (!name.isEmpty()) {
            assertThatIsRead(voter().id(name).build());
        }
    }

    /** The generator writes long text in chunks of a few thousand characters. It must not split a character. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "東", "𠮷"})
    void namesOfAnyLengthAreReadWithoutParser(String character) {
        for (int pieces = 0; pieces <= 4_000; pieces += 500) {
            for (int length = pieces + 1; length < pieces + 30; length++) {
                for (String name : List.of(character.repeat(length), "x" + character.repeat(length))) {
                    assertThatIsScanned(new Vote(ID, "c1", name, 5));
                    assertThatIsRead(voter().texts(name).location(name).build());
                }
            }
        }
    }

    static Stream<Voter> votersWithoutAField() {
        return Stream.of(
                voter().build(),
                voter().texts("x").build(),
                voter().texts("x").without(0).build(),
                voter().texts("x").without(1).build(),
                voter().texts("x").without(2).build(),
                voter().texts("x").without(3).build(),
                voter().texts("x").without(4).build(),
                voter().texts("x").without(5).build(),
                voter().texts("x").without(6).build(),
                voter().texts("x").without(7).build(),
                voter().address(new Address(null, null, null, null, null)).build(),
                voter().address(new Address("x", null, null, null, null)).build(),
                voter().address(new Address(null, "x", null, null, null)).build(),
                voter().address(new Address(null, null, "x", null, null)).build(),
                voter().address(new Address(null, null, null, "x", null)).build(),
                voter().address(new Address(null, null, null, null, "x")).build(),
                voter().age(0).build(),
                voter().age(-1).build(),
                voter().age(Integer.MAX_VALUE).build(),
                voter().age(Integer.MIN_VALUE).build(),
                voter().rollNumber(LONGEST_SCANNED).build(),
                voter().votedBefore(0L).build(),
                voter().votedBefore(LONGEST_SCANNED).build(),
                voter().votedBefore(-LONGEST_SCANNED).build());
    }

    @ParameterizedTest
    @MethodSource("votersWithoutAField")
    void voterWithAnyFieldsMissingIsReadWithoutParser(Voter voter) {
        assertThatIsRead(voter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\u001f"})
    void textThatMustBeEscapedIsLeftToTheParser(String text) {
        assertThat(new CanonicalVote().scan(VoteJson.write(new Vote(ID, "c1", text, 5))))
                .isFalse();
        assertThat(CanonicalVoter.read(VoterJson.write(voter().texts(text).build())))
                .isNull();
    }

    private static void assertThatIsScanned(Vote vote) {
        byte[] written = VoteJson.write(vote);
        CanonicalVote scanned = new CanonicalVote();
        assertThat(scanned.scan(written)).as(new String(written, UTF_8)).isTrue();
        assertThat(scanned.voteId()).isEqualTo(vote.voteId());
        assertThat(scanned.candidateId(new KnownNames(List.of("other", vote.candidateId()))))
                .isEqualTo(vote.candidateId());
        assertThat(scanned.location(new KnownNames(List.of("other", vote.location()))))
                .isEqualTo(vote.location());
        assertThat(scanned.votingTime()).isEqualTo(vote.votingTime());
    }

    private static void assertThatIsRead(Voter voter) {
        byte[] written = VoterJson.write(voter);
        assertThat(CanonicalVoter.read(written))
                .as(new String(written, UTF_8))
                .isEqualTo(new RollEntry(
                        voter.voterId(),
                        voter.dateOfBirth(),
                        voter.location(),
                        voter.rollNumber(),
                        voter.votedBeforeMs()));
    }

    private static VoterBuilder voter() {
        return new VoterBuilder();
    }

    /** Starts with the required fields only. */
    private static final class VoterBuilder {
        private static final int TEXTS = 8;

        private final String[] texts = new String[TEXTS];
        private String id = "v1";
        private Address address;
        private Integer age;
        private String location = "Ohio";
        private long rollNumber;
        private Long votedBefore;

        VoterBuilder id(String value) {
            id = value;
            return this;
        }

        /** Sets all optional texts, including those of the address. */
        VoterBuilder texts(String value) {
            Arrays.fill(texts, value);
            return address(new Address(value, value, value, value, value));
        }

        VoterBuilder without(int text) {
            texts[text] = null;
            return this;
        }

        VoterBuilder address(Address value) {
            address = value;
            return this;
        }

        VoterBuilder age(Integer value) {
            age = value;
            return this;
        }

        VoterBuilder location(String value) {
            location = value;
            return this;
        }

        VoterBuilder rollNumber(long value) {
            rollNumber = value;
            return this;
        }

        VoterBuilder votedBefore(Long value) {
            votedBefore = value;
            return this;
        }

        Voter build() {
            return new Voter(
                    id,
                    texts[0],
                    BORN,
                    texts[1],
                    texts[2],
                    texts[3],
                    address,
                    texts[4],
                    texts[5],
                    texts[6],
                    texts[7],
                    age,
                    location,
                    rollNumber,
                    votedBefore);
        }
    }
}
