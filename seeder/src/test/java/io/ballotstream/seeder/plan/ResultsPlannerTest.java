package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPlannerTest {
    @TempDir
    Path directory;

    @Test
    void stateFileAtOneInAThousandIsExact() {
        ElectionPlan plan = ResultsPlanner.plan("2020", Example.US_2020.results(), 1000);

        assertThat(plan.voters()).isEqualTo(158_430);
        assertThat(votesOf(plan, "c1")).isEqualTo(81_283);
        assertThat(votesOf(plan, "c2")).isEqualTo(74_224);
        assertThat(votesOf(plan, "c3")).isEqualTo(1_866);
        assertThat(votesOf(plan, "c4")).isEqualTo(1_057);
        assertThat(plan.locations()).hasSize(51);
    }

    @Test
    void eligibleVotersOfTheStateFileAreScaled() {
        assertThat(ResultsPlanner.plan("2020", Example.US_2020.results(), 1000)
                        .locations()
                        .get(0))
                .isEqualTo(new Location("Alabama", 32.318231, -86.902298, 3683L, 9));
    }

    @Test
    void eligibleVotersOfAnotherFileAreNotKnown() throws IOException {
        ElectionPlan plan = ResultsPlanner.plan("Test", file("Alabama,,,Ann,Whigs,5\n"), 1);

        assertThat(plan.locations()).containsExactly(new Location("Alabama", null, null, null));
    }

    @Test
    void candidatesComeInBallotOrderWithColorAndPortrait() throws IOException {
        ElectionPlan plan =
                ResultsPlanner.plan("Test", file("Here,,,Ann,Whigs,5\nHere,,,Bo,Democratic,3\nThere,,,Ann,,1\n"), 1);

        assertThat(plan.candidates())
                .extracting(
                        profile -> profile.candidate().candidateId(),
                        profile -> profile.candidate().candidateName(),
                        profile -> profile.candidate().partyAffiliation(),
                        CandidateProfile::biography)
                .containsExactly(
                        tuple("c1", "Ann", "Whigs", "No. 1 on the ballot, for Whigs, as in the results file."),
                        tuple("c2", "Bo", "Democratic", "No. 2 on the ballot, for Democratic, as in the results file."),
                        tuple("c3", "Ann", "", "No. 3 on the ballot, without a party, as in the results file."));
        assertThat(plan.candidates()).extracting(CandidateProfile::color).doesNotHaveDuplicates();
        assertThat(plan.votes())
                .containsExactly(
                        new PlannedVotes("Here", "c1", 5),
                        new PlannedVotes("Here", "c2", 3),
                        new PlannedVotes("There", "c3", 1));
    }

    private ResultsFile file(String lines) throws IOException {
        Path file = directory.resolve("results.csv");
        Files.writeString(file, "location,latitude,longitude,candidate,party,votes\n" + lines);
        return ResultsFile.read(file);
    }

    private static long votesOf(ElectionPlan plan, String candidate) {
        return plan.votes().stream()
                .filter(planned -> planned.candidateId().equals(candidate))
                .mapToLong(PlannedVotes::weight)
                .sum();
    }
}
