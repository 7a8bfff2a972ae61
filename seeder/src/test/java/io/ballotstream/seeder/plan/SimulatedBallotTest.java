package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.Places;
import io.ballotstream.seeder.people.Nationality;
import io.ballotstream.seeder.people.SyntheticPeople;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedBallotTest {
    private static final Places PLACES = Places.load();

    @Test
    void locationsHaveVotersBySizeAndRegisteredVotersAreEligible() {
        Ballot ballot = ballot(7, 100_000, "us");

        assertThat(ballot.locations()).hasSize(51);
        assertThat(ballot.locations().stream()
                        .mapToLong(VotingLocation::eligibleVoters)
                        .sum())
                .isEqualTo(100_000);
        VotingLocation california = ballot.locations().get(4);
        assertThat(california.name()).isEqualTo("California");
        assertThat(california.latitude()).isEqualTo(36.778261);
        assertThat(california.eligibleVoters()).isBetween(10_000L, 12_000L);
    }

    @Test
    void plannedVotesOfALocationAreItsVoters() {
        Ballot ballot = ballot(7, 5000, "us");

        Map<String, Long> planned = ballot.votes().stream()
                .collect(Collectors.groupingBy(PlannedVotes::location, Collectors.summingLong(PlannedVotes::weight)));
        assertThat(planned)
                .isEqualTo(ballot.locations().stream()
                        .collect(Collectors.toMap(VotingLocation::name, VotingLocation::eligibleVoters)));
    }

    @Test
    void threePartiesStandEverywhereAndPreferencesDifferByLocation() {
        Ballot ballot = ballot(7, 500_000, "us");

        assertThat(ballot.candidates()).extracting(Candidate::candidateId).containsExactly("c1", "c2", "c3");
        assertThat(ballot.candidates()).extracting(Candidate::party).doesNotHaveDuplicates();
        assertThat(ballot.candidates()).extracting(Candidate::color).doesNotHaveDuplicates();
        assertThat(ballot.votes()).hasSize(51 * 3).allMatch(planned -> planned.weight() > 0);
        Map<String, List<PlannedVotes>> byLocation =
                ballot.votes().stream().collect(Collectors.groupingBy(PlannedVotes::location));
        assertThat(byLocation.values().stream().map(SimulatedBallotTest::leader).distinct())
                .hasSize(3);
    }

    @Test
    void sameSeedGivesTheSameBallot() {
        assertThat(ballot(7, 5000, "us")).isEqualTo(ballot(7, 5000, "us"));
        assertThat(ballot(7, 5000, "us").votes())
                .isNotEqualTo(ballot(8, 5000, "us").votes());
    }

    @Test
    void countryWithoutKnownRegionsIsOneLocationWithoutCoordinates() {
        Ballot ballot = ballot(7, 1000, "de,us");

        assertThat(ballot.locations()).hasSize(52).contains(new VotingLocation("Germany", null, null, 500L));
    }

    @Test
    void everyCandidateHasWhatDashboardsShow() {
        assertThat(ballot(7, 10, "us").candidates()).allSatisfy(candidate -> {
            assertThat(candidate.biography()).startsWith(candidate.name()).endsWith(candidate.party() + ".");
            assertThat(candidate.campaignPlatform()).isNotBlank();
            assertThat(candidate.photoUrl()).startsWith("data:image/svg+xml;base64,");
        });
    }

    private static Ballot ballot(long seed, long voters, String nationalities) {
        List<Nationality> list = Nationality.parseList(nationalities);
        SyntheticPeople people = new SyntheticPeople(seed, 18, list, PLACES);
        return new SimulatedBallot(seed, PLACES)
                .of("Test", voters, list, people.candidates(SimulatedBallot.CANDIDATES));
    }

    private static String leader(List<PlannedVotes> votes) {
        return votes.stream()
                .max(Comparator.comparing(PlannedVotes::weight))
                .orElseThrow()
                .candidateId();
    }
}
