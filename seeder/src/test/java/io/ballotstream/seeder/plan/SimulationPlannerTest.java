package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationPlannerTest {
    private static final Places PLACES = Places.load();

    @Test
    void locationsHaveVotersBySizeAndRegisteredVotersAreEligible() {
        ElectionPlan plan = plan(7, 100_000, "us");

        assertThat(plan.locations()).hasSize(51);
        assertThat(plan.locations().stream().mapToLong(Location::eligibleVoters).sum())
                .isEqualTo(100_000);
        Location california = plan.locations().get(4);
        assertThat(california.location()).isEqualTo("California");
        assertThat(california.latitude()).isEqualTo(36.778261);
        assertThat(california.eligibleVoters()).isBetween(10_000L, 12_000L);
    }

    @Test
    void plannedVotesOfALocationAreItsVoters() {
        ElectionPlan plan = plan(7, 5000, "us");

        Map<String, Long> planned = plan.votes().stream()
                .collect(Collectors.groupingBy(PlannedVotes::location, Collectors.summingLong(PlannedVotes::weight)));
        assertThat(planned)
                .isEqualTo(plan.locations().stream()
                        .collect(Collectors.toMap(Location::location, Location::eligibleVoters)));
    }

    @Test
    void threePartiesRunEverywhereAndPreferencesDifferByLocation() {
        ElectionPlan plan = plan(7, 500_000, "us");

        assertThat(plan.candidates())
                .extracting(profile -> profile.candidate().candidateId())
                .containsExactly("c1", "c2", "c3");
        assertThat(plan.candidates())
                .extracting(profile -> profile.candidate().partyAffiliation())
                .doesNotHaveDuplicates();
        assertThat(plan.candidates()).extracting(CandidateProfile::color).doesNotHaveDuplicates();
        assertThat(plan.votes()).hasSize(51 * 3).allMatch(planned -> planned.weight() > 0);
        Map<String, List<PlannedVotes>> byLocation =
                plan.votes().stream().collect(Collectors.groupingBy(PlannedVotes::location));
        assertThat(byLocation.values().stream()
                        .map(SimulationPlannerTest::leader)
                        .distinct())
                .hasSize(3);
    }

    @Test
    void sameSeedGivesTheSameBallot() {
        assertThat(plan(7, 5000, "us")).isEqualTo(plan(7, 5000, "us"));
        assertThat(plan(7, 5000, "us").votes()).isNotEqualTo(plan(8, 5000, "us").votes());
    }

    @Test
    void countryWithoutKnownRegionsIsOneLocationWithoutCoordinates() {
        ElectionPlan plan = plan(7, 1000, "de,us");

        assertThat(plan.locations()).hasSize(52).contains(new Location("Germany", null, null, 500L));
    }

    @Test
    void everyCandidateHasTheAttributesOfDashboards() {
        assertThat(plan(7, 10, "us").candidates()).allSatisfy(profile -> {
            assertThat(profile.biography())
                    .startsWith(profile.candidate().candidateName())
                    .endsWith(profile.candidate().partyAffiliation() + ".");
            assertThat(profile.campaignPlatform()).isNotBlank();
            assertThat(profile.photoUrl()).startsWith("data:image/svg+xml;base64,");
        });
    }

    private static ElectionPlan plan(long seed, long voters, String nationalities) {
        List<Nationality> list = Nationality.parseList(nationalities);
        SyntheticPeople people = new SyntheticPeople(seed, 18, list, PLACES);
        return new SimulationPlanner(seed, PLACES)
                .of("Test", voters, list, people.candidates(SimulationPlanner.CANDIDATES));
    }

    private static String leader(List<PlannedVotes> votes) {
        return votes.stream()
                .max(Comparator.comparing(PlannedVotes::weight))
                .orElseThrow()
                .candidateId();
    }
}
