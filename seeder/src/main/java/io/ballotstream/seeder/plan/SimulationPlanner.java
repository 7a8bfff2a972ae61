package io.ballotstream.seeder.plan;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Place;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.random.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Generates an election from the seed: three parties, and in each location voters with different preferences.
 */
public final class SimulationPlanner {
    /** The number of candidates. */
    public static final int CANDIDATES = 3;

    private static final List<Party> PARTIES = List.of(
            new Party("Harbor Union", "Build: railways, homes and schools, paid for over a generation."),
            new Party("Open Meadow", "Preserve: clean rivers, quiet towns and a budget that balances."),
            new Party("New Lantern", "Invent: research, small firms and an office that answers the same day."));

    private final long seed;
    private final Places places;

    /**
     * Creates a planner.
     *
     * @param seed determines the preferences of the voters
     * @param places the known regions
     */
    public SimulationPlanner(long seed, Places places) {
        this.seed = seed;
        this.places = places;
    }

    private record Party(String name, String platform) {}

    /**
     * Plans an election in the known regions of countries. The size of a region determines its number of voters.
     *
     * @param name of the election
     * @param voters the number of voters
     * @param nationalities the countries, which get equal numbers of voters
     * @param people the candidates, in ballot order
     * @return a complete plan
     */
    public ElectionPlan of(String name, long voters, List<Nationality> nationalities, List<Person> people) {
        Map<String, Long> votersByLocation = new TreeMap<>();
        long[] byNationality = Shares.of(
                voters, nationalities.stream().mapToDouble(nationality -> 1).toArray());
        for (int i = 0; i < byNationality.length; i++) {
            divide(byNationality[i], nationalities.get(i), votersByLocation);
        }
        List<CandidateProfile> candidates = candidates(people);
        return new ElectionPlan(
                name,
                1,
                null,
                candidates,
                locations(votersByLocation),
                votes(
                        votersByLocation,
                        candidates.stream().map(CandidateProfile::candidate).toList()),
                voters);
    }

    /**
     * Plans an election in the regions that its voters bring.
     *
     * @param name of the election
     * @param voters the number of voters
     * @param people the candidates, in ballot order
     * @return a plan without locations and votes, which follow when the voters are registered
     */
    public ElectionPlan ofRegionsToCome(String name, long voters, List<Person> people) {
        return new ElectionPlan(name, 1, null, candidates(people), List.of(), List.of(), voters);
    }

    private void divide(long voters, Nationality nationality, Map<String, Long> votersByLocation) {
        List<Place> regions = places.of(nationality);
        if (regions.isEmpty()) {
            votersByLocation.merge(nationality.country(), voters, Long::sum);
            return;
        }
        double[] sizes = regions.stream()
                .mapToDouble(place -> place.eligibleVoters() == null ? 1 : place.eligibleVoters())
                .toArray();
        long[] shares = Shares.of(voters, sizes);
        for (int i = 0; i < shares.length; i++) {
            votersByLocation.merge(regions.get(i).name(), shares[i], Long::sum);
        }
    }

    /**
     * The locations of the registered voters.
     *
     * @param votersByLocation the number of voters of each location
     * @return locations with coordinates if they are known, in the order of the map
     */
    public List<Location> locations(Map<String, Long> votersByLocation) {
        return votersByLocation.entrySet().stream()
                .map(entry -> {
                    Place place = places.named(entry.getKey()).orElse(null);
                    return new Location(
                            entry.getKey(),
                            place == null ? null : place.latitude(),
                            place == null ? null : place.longitude(),
                            entry.getValue());
                })
                .toList();
    }

    /**
     * The planned votes of the registered voters.
     *
     * @param votersByLocation the number of voters of each location
     * @param candidates in ballot order
     * @return votes for each location and candidate, which add up to the voters
     */
    public List<PlannedVotes> votes(Map<String, Long> votersByLocation, List<Candidate> candidates) {
        double[] country = new double[candidates.size()];
        SplittableRandom random = SeededRandom.of(seed, "preferences");
        for (int i = 0; i < country.length; i++) {
            country[i] = 1 + random.nextDouble() / 2;
        }
        List<PlannedVotes> votes = new ArrayList<>();
        votersByLocation.forEach((location, voters) -> {
            SplittableRandom local = SeededRandom.of(seed, "preferences in " + location);
            double[] preferences = country.clone();
            for (int i = 0; i < preferences.length; i++) {
                preferences[i] *= 0.5 + local.nextDouble();
            }
            long[] weights = Shares.of(voters, preferences);
            for (int i = 0; i < weights.length; i++) {
                votes.add(new PlannedVotes(location, candidates.get(i).candidateId(), weights[i]));
            }
        });
        return votes;
    }

    private static List<CandidateProfile> candidates(List<Person> people) {
        PartyColors colors = PartyColors.of(PARTIES.stream().map(Party::name).toList());
        List<CandidateProfile> candidates = new ArrayList<>();
        for (Person person : people) {
            Party party = PARTIES.get(candidates.size() % PARTIES.size());
            int ballotNo = candidates.size() + 1;
            String color = colors.next(party.name(), null, Set.of("everywhere"));
            candidates.add(new CandidateProfile(
                    new Candidate("c" + ballotNo, ballotNo, person.name(), party.name()),
                    biography(person, party),
                    party.platform(),
                    Portrait.of(person.name(), color),
                    color));
        }
        return candidates;
    }

    private static String biography(Person person, Party party) {
        String home = person.address() == null || person.address().city() == null
                ? ""
                : " of " + person.address().city();
        return person.name() + home + ", born in " + person.dateOfBirth().getYear() + ", stands for " + party.name()
                + ".";
    }
}
