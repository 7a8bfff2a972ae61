package io.ballotstream.seeder.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.codec.RollEntry;
import io.ballotstream.model.codec.VoterJson;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.registration.Electorate;
import io.ballotstream.seeder.registration.StoredElection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyRecordsTest {
    private static final Map<String, Long> ROLLS = Map.of("Ohio", 40L, "Île d'Ouessant", 3L, "東京", 1L, "Nowhere", 0L);
    private static final LocalDate CREATED = LocalDate.of(2026, 3, 1);
    private static final int ROUNDS = 200;

    private final FaultyRecords records = new FaultyRecords(
            new StoredElection(
                    new Election(
                            "e",
                            "Test",
                            7,
                            1,
                            44,
                            18,
                            null,
                            Instant.parse("2026-03-01T12:00:00Z"),
                            "synthetic",
                            List.of("us", "ir"),
                            Contest.NATION),
                    Manifest.of(44, FaultShares.NONE)),
            Electorate.of(ROLLS));

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "NOT_UTF8", "NOT_JSON", "MISSING_FIELD", "BAD_FIELD"})
    void malformedRecordIsRejectedForExactlyItsReason(RecordKind kind) {
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(rejection(records.get(kind, i))).isEqualTo(RejectReason.valueOf(kind.name()));
        }
    }

    @Test
    void underageRecordIsOtherwiseValidForMoreThanAYear() throws InvalidRecordException {
        for (int i = 0; i < ROUNDS; i++) {
            VoterRecord record = records.get(RecordKind.UNDERAGE, i);

            assertThat(rejection(record)).isNull();
            LocalDate born = VoterJson.readRollEntry(record.value()).dateOfBirth();
            assertThat(born.plusYears(18)).isAfter(CREATED.plusYears(1));
            assertThat(born).isBefore(CREATED.minusYears(5).plusDays(1));
        }
    }

    @Test
    void emptyRecordsHaveNoValueAndNoBytesInTurn() {
        assertThat(records.get(RecordKind.EMPTY, 0).value()).isNull();
        assertThat(records.get(RecordKind.EMPTY, 1).value()).isEmpty();
    }

    @Test
    void everyRequiredFieldIsMissingInTurn() {
        Set<String> details = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            details.add(detail(records.get(RecordKind.MISSING_FIELD, i)));
        }

        assertThat(details)
                .containsExactlyInAnyOrder(
                        "The field voter_id is missing.",
                        "The field date_of_birth is missing.",
                        "The field location is missing.",
                        "The field roll_number is missing.");
    }

    @Test
    void everyFieldIsBadInManyWays() {
        Set<String> details = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            details.add(detail(records.get(RecordKind.BAD_FIELD, i)));
        }

        assertThat(details)
                .contains(
                        "The field date_of_birth is not a date.",
                        "The field voter_id is empty.",
                        "The field location contains a NUL character.",
                        "The field roll_number is negative.",
                        "The field roll_number is out of range.",
                        "The field voted_before_ms is not a whole number.")
                .hasSizeGreaterThan(9);
    }

    @Test
    void everyRecordHasAKeyOfItsOwn() {
        Set<String> keys = new HashSet<>();
        for (RecordKind kind : RecordKind.values()) {
            if (!kind.isVoter() && kind != RecordKind.DUPLICATE_VOTER) {
                for (int i = 0; i < ROUNDS; i++) {
                    keys.add(new String(records.get(kind, i).key(), StandardCharsets.UTF_8));
                }
            }
        }

        assertThat(keys).hasSize(6 * ROUNDS);
    }

    @Test
    void sameNumberGivesTheSameRecordInWhateverOrder() {
        VoterRecord first = records.get(RecordKind.BAD_FIELD, 5);
        records.get(RecordKind.NOT_JSON, 9);

        assertThat(records.get(RecordKind.BAD_FIELD, 5))
                .usingRecursiveComparison()
                .isEqualTo(first);
    }

    /** The error that the casting job finds before it checks the age; null if there is none. */
    private static RejectReason rejection(VoterRecord record) {
        try {
            RollEntry entry = VoterJson.readRollEntry(record.value());
            boolean ownKey = entry.voterId().equals(new String(record.key(), StandardCharsets.UTF_8));
            boolean knownLocation = ROLLS.containsKey(entry.location());
            return ownKey && knownLocation && entry.rollNumber() < ROLLS.get(entry.location())
                    ? null
                    : knownLocation ? RejectReason.BAD_FIELD : RejectReason.UNKNOWN_LOCATION;
        } catch (InvalidRecordException e) {
            return e.reason();
        }
    }

    private static String detail(VoterRecord record) {
        InvalidRecordException rejection =
                catchThrowableOfType(InvalidRecordException.class, () -> VoterJson.readRollEntry(record.value()));
        return rejection == null ? "readable" : rejection.getMessage();
    }
}
