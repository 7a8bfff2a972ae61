package io.ballotstream.seeder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.RejectReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestTest {
    @Test
    void electorateWithoutFaultsIsOnTime() {
        Manifest manifest = Manifest.of(158_430, FaultShares.NONE);

        assertThat(manifest.of(RecordKind.ON_TIME)).isEqualTo(158_430);
        assertThat(manifest.total()).isEqualTo(158_430);
        assertThat(manifest.voters()).isEqualTo(158_430);
        assertThat(manifest.records()).hasSameSizeAs(RecordKind.values());
    }

    @Test
    void malformedKindsAreEqualAndTheFirstGetsTheRemainder() {
        Manifest manifest = Manifest.of(15_843, new FaultShares(0.01, 0, 0, 0));

        assertThat(manifest.of(RecordKind.EMPTY)).isEqualTo(34);
        assertThat(manifest.of(RecordKind.NOT_UTF8)).isEqualTo(31);
        assertThat(manifest.of(RecordKind.NOT_JSON)).isEqualTo(31);
        assertThat(manifest.of(RecordKind.MISSING_FIELD)).isEqualTo(31);
        assertThat(manifest.of(RecordKind.BAD_FIELD)).isEqualTo(31);
        assertThat(manifest.total()).isEqualTo(15_843 + 158);
    }

    @Test
    void lateVotersArePartOfTheElectorate() {
        Manifest manifest = Manifest.of(1000, new FaultShares(0, 0, 0, 0.25));

        assertThat(manifest.of(RecordKind.LATE)).isEqualTo(250);
        assertThat(manifest.of(RecordKind.ON_TIME)).isEqualTo(750);
        assertThat(manifest.total()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"0.01,158430,1584", "0.5,3,2", "0.5,1,1", "0.49,1,0", "0.145,100,15", "1,7,7", "0,7,0"})
    void partsAreRoundedHalfUpAsTheyAreWritten(double part, long voters, long records) {
        assertThat(Manifest.of(voters, new FaultShares(0, 0, part, 0)).of(RecordKind.UNDERAGE))
                .isEqualTo(records);
    }

    @Test
    void duplicatesWithoutAVoterOnTimeAreRefused() {
        assertThatThrownBy(() -> Manifest.of(10, new FaultShares(0, 0.1, 0, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--duplicates must be 0 if --late leaves no voter on time to copy.");
    }

    @Test
    void missingKindIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Manifest(Map.of(RecordKind.ON_TIME, 1L)));
    }

    @ParameterizedTest
    @EnumSource
    void everyInjectedKindIsAReasonForRejection(RecordKind kind) {
        if (!kind.isVoter()) {
            assertThat(RejectReason.valueOf(kind.name())).isNotNull();
        }
    }
}
