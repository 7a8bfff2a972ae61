package io.ballotstream.seeder;

import io.ballotstream.seeder.people.Nationality;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.SyntheticPeople;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say who the voters are, for every program that takes them. */
public final class PeopleArguments {
    @Option(
            names = "--nationality",
            paramLabel = "CODE,…",
            description = "Nationalities of voters and candidates, as us,gb. Default: us.")
    private String nationality;

    /**
     * The nationalities.
     *
     * @throws io.ballotstream.model.BadInputException if one is not known
     */
    public List<Nationality> nationalities() {
        return nationality == null ? List.of(Nationality.US) : Nationality.parseList(nationality);
    }

    /** The people that these options, seed and voting age stand for. */
    public PeopleSource open(long seed, int votingAge, List<Nationality> nationalities) {
        return new SyntheticPeople(seed, votingAge, nationalities, Places.load());
    }

    /** Whether the nationalities were given. */
    boolean contradict(List<Nationality> stored) {
        return nationality != null && !nationalities().equals(stored);
    }
}
