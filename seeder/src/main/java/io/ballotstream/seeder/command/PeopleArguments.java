package io.ballotstream.seeder.command;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Election;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.SyntheticPeople;
import io.ballotstream.seeder.people.randomuser.ApiUrl;
import io.ballotstream.seeder.people.randomuser.RandomUserPeople;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.registration.StoredElection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say who the voters are, for every program that takes them. */
public final class PeopleArguments {
    @Option(
            names = "--source",
            paramLabel = "synthetic|randomuser|auto",
            description =
                    "Make people up, or take them from the randomuser.me API; auto makes them up where the API does"
                            + " not give them. Default: auto; for a rehearsal synthetic.")
    private String source;

    @Option(
            names = "--nationality",
            paramLabel = "CODE,…",
            description = "Nationalities of voters and candidates, as us,gb. Default: us.")
    private String nationality;

    @Option(
            names = "--randomuser-url",
            paramLabel = "URL",
            description = "A mirror of the API. Default: https://randomuser.me.")
    private String randomUserUrl;

    private final PeopleChoice defaultChoice;

    /** Options of a program that stays offline unless told otherwise. */
    public PeopleArguments() {
        this(PeopleChoice.SYNTHETIC);
    }

    PeopleArguments(PeopleChoice defaultChoice) {
        this.defaultChoice = defaultChoice;
    }

    /**
     * The nationalities.
     *
     * @throws BadInputException if one is not known
     */
    public List<Nationality> nationalities() {
        return nationality == null ? List.of(Nationality.US) : Nationality.parseList(nationality);
    }

    /**
     * Sees to it that the options can be used, without asking anybody.
     *
     * @throws BadInputException naming the option that cannot
     */
    public void check() {
        choice();
        url();
        nationalities();
    }

    /**
     * The people for a new election. Where the API is to give them, it has given the first ones when this returns.
     *
     * @param notices takes a sentence whenever the API is waited for, or is not asked or gives nobody
     * @throws BadInputException if an option cannot be used, or the API has no such people
     * @throws io.ballotstream.model.ServiceFailedException if only the API will do, and it gives nobody
     */
    public PeopleSource choose(SeedOptions options, Consumer<String> notices) throws InterruptedException {
        return switch (choice()) {
            case SYNTHETIC -> synthetic(options.seed(), options.votingAge(), options.nationalities());
            case RANDOMUSER -> fromTheApi(options, notices);
            case AUTO -> fromTheApiIfItCan(options, notices);
        };
    }

    private PeopleSource fromTheApi(SeedOptions options, Consumer<String> notices) throws InterruptedException {
        Optional<String> reason = whyNotOfTheApi(options);
        if (reason.isPresent()) {
            throw new BadInputException(reason.get());
        }
        RandomUserPeople people = randomUser(options.seed(), options.nationalities(), notices);
        people.begin(options.electorate());
        return people;
    }

    private PeopleSource fromTheApiIfItCan(SeedOptions options, Consumer<String> notices) throws InterruptedException {
        RandomUserPeople people = randomUser(options.seed(), options.nationalities(), notices);
        Optional<String> reason = whyNotOfTheApi(options).or(() -> whyNotByDefault(options));
        if (reason.isEmpty()) {
            reason = people.tryToBegin(options.electorate());
        }
        if (reason.isEmpty()) {
            return people;
        }
        notices.accept("People are made up, offline. " + reason.get());
        return synthetic(options.seed(), options.votingAge(), options.nationalities());
    }

    /** Why the API cannot give an election its voters, or nothing. */
    private static Optional<String> whyNotOfTheApi(SeedOptions options) {
        if (options.electorate() > RandomUserPeople.MAX_PEOPLE) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "--source randomuser has %,d people at most, not %,d.",
                    RandomUserPeople.MAX_PEOPLE,
                    options.electorate()));
        }
        if (options.votingAge() > RandomUserPeople.YOUNGEST) {
            return Optional.of("--source randomuser has people from the age of " + RandomUserPeople.YOUNGEST
                    + ", too young for --voting-age " + options.votingAge() + ".");
        }
        return Optional.empty();
    }

    /** Why nobody would want to wait for the API who did not ask for it, or nothing. */
    private Optional<String> whyNotByDefault(SeedOptions options) {
        if (randomUserUrl == null && options.electorate() > RandomUserPeople.PEOPLE_PER_WINDOW) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The randomuser.me API gives %,d people in five minutes, which is long for %,d;"
                            + " --source randomuser waits for them.",
                    RandomUserPeople.PEOPLE_PER_WINDOW,
                    options.electorate()));
        }
        return Optional.empty();
    }

    /**
     * The people for an election that was begun, from where its first ones came.
     *
     * @param notices takes a sentence whenever the API is waited for
     */
    PeopleSource reopen(StoredElection stored, Consumer<String> notices) {
        Election election = stored.election();
        return election.peopleSource().equals(RandomUserPeople.NAME)
                ? randomUser(election.seed(), stored.nationalities(), notices)
                : synthetic(election.seed(), election.votingAge(), stored.nationalities());
    }

    /**
     * Sees to it that what is given is as in the election to go on with.
     *
     * @throws BadInputException naming the first option that contradicts it
     */
    void requireAgreement(StoredElection stored) {
        boolean anySource = source == null || choice() == PeopleChoice.AUTO;
        if (!anySource && !choice().word().equals(stored.election().peopleSource())) {
            throw contradiction("--source", stored.election().peopleSource());
        }
        if (nationality != null && !nationalities().equals(stored.nationalities())) {
            throw contradiction(
                    "--nationality", String.join(",", stored.election().nationalities()));
        }
    }

    private static BadInputException contradiction(String option, String stored) {
        return new BadInputException(option + " contradicts the election that is there, which was begun with " + stored
                + "; leave the option out, or start over with --reset.");
    }

    private PeopleChoice choice() {
        return source == null ? defaultChoice : PeopleChoice.parse(source);
    }

    private ApiUrl url() {
        return randomUserUrl == null ? ApiUrl.PUBLIC : ApiUrl.parse(randomUserUrl);
    }

    private RandomUserPeople randomUser(long seed, List<Nationality> nationalities, Consumer<String> notices) {
        return new RandomUserPeople(url(), seed, nationalities, notices);
    }

    private static PeopleSource synthetic(long seed, int votingAge, List<Nationality> nationalities) {
        return new SyntheticPeople(seed, votingAge, nationalities, Places.load());
    }
}
