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

/** The options that select the source of people, for every command that has them. */
public final class PeopleArguments {
    @Option(
            names = "--source",
            paramLabel = "synthetic|randomuser|auto",
            description =
                    "Source of people: generated, or from the randomuser.me API. auto uses the API for small elections"
                            + " if it can be reached. Default: auto; for a rehearsal synthetic.")
    private String source;

    @Option(
            names = "--nationality",
            paramLabel = "CODE,…",
            description = "Nationalities of voters and candidates, for example us,gb. Default: us.")
    private String nationality;

    @Option(
            names = "--randomuser-url",
            paramLabel = "URL",
            description = "URL of a mirror of the API. Default: https://randomuser.me.")
    private String randomUserUrl;

    private final PeopleChoice defaultChoice;

    /** The options of a command that stays offline by default. */
    public PeopleArguments() {
        this(PeopleChoice.SYNTHETIC);
    }

    PeopleArguments(PeopleChoice defaultChoice) {
        this.defaultChoice = defaultChoice;
    }

    /**
     * The nationalities of voters and candidates.
     *
     * @return at least one
     * @throws BadInputException if one is unknown
     */
    public List<Nationality> nationalities() {
        return nationality == null ? List.of(Nationality.US) : Nationality.parseList(nationality);
    }

    /**
     * Validates the options, without a request to the API.
     *
     * @throws BadInputException naming an invalid option
     */
    public void check() {
        choice();
        url();
        nationalities();
    }

    /**
     * The people for a new election. If they come from the API, the first ones have been received when this returns.
     *
     * @param options parameters of the election
     * @param notices receives a sentence whenever the program waits for the API, or does not use it
     * @return the source to open
     * @throws BadInputException if an option is invalid, or the API has no such people
     * @throws io.ballotstream.model.ServiceFailedException if the API is required, but does not respond with people
     * @throws InterruptedException if the thread is interrupted while it waits for the API
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
        notices.accept("People are generated offline. " + reason.get());
        return synthetic(options.seed(), options.votingAge(), options.nationalities());
    }

    /** Why the API cannot provide the voters of an election, or empty if it can. */
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

    /** Why the API would take too long for an election whose user did not ask for it, or empty if it would not. */
    private Optional<String> whyNotByDefault(SeedOptions options) {
        if (randomUserUrl == null && options.electorate() > RandomUserPeople.PEOPLE_PER_WINDOW) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The randomuser.me API limits clients to %,d people in five minutes, which takes long for %,d;"
                            + " --source randomuser uses it anyway.",
                    RandomUserPeople.PEOPLE_PER_WINDOW,
                    options.electorate()));
        }
        return Optional.empty();
    }

    /**
     * The people for an election that was already begun, from the same source as its first ones.
     *
     * @param notices receives a sentence whenever the program waits for the API
     */
    PeopleSource reopen(StoredElection stored, Consumer<String> notices) {
        Election election = stored.election();
        return election.peopleSource().equals(RandomUserPeople.NAME)
                ? randomUser(election.seed(), stored.nationalities(), notices)
                : synthetic(election.seed(), election.votingAge(), stored.nationalities());
    }

    /**
     * Checks that the given options match the stored election.
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
        return new BadInputException(option + " contradicts the existing election, which was prepared with " + stored
                + ": omit the option, or start over with --reset.");
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
