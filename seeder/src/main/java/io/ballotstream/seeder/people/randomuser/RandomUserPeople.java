package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.people.People;
import io.ballotstream.seeder.people.PeopleSource;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.place.Nationality;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * People from the randomuser.me API, with their own names, addresses and regions. They vote in the state or region of
 * their address, unless a results file determines the locations.
 *
 * <p>Sends as few requests as possible: each for the largest page, and only when it is needed. The API computes ages
 * from today's date, so {@code registeredAge} changes from year to year. Everything else of a seed remains the same.
 */
public final class RandomUserPeople implements PeopleSource {
    /** The name of the source that is stored with the election. */
    public static final String NAME = "randomuser";

    /** The number of people that the API has for one seed. */
    public static final long MAX_PEOPLE = (long) PageRequest.MAX_PAGE * PageRequest.MAX_RESULTS;

    /** The number of people that the public API returns to one client in five minutes. */
    public static final long PEOPLE_PER_WINDOW = 20_000;

    /** The minimum age of the people. */
    public static final int YOUNGEST = 21;

    /** Among this many people there are practically always enough of each gender. */
    private static final int POOL_PER_CANDIDATE = 8;

    private final String seed;
    private final List<Nationality> nationalities;
    private final RandomUserApi api;
    private final RandomUserApi hastyApi;
    private final Consumer<String> notices;
    private PageRequest prefetched;
    private List<Person> prefetchedPeople;
    private boolean warned;

    /**
     * Creates a source, which does not send a request yet.
     *
     * @param url of the API
     * @param seed determines all people
     * @param nationalities of the people, chosen at random
     * @param notices receives a sentence whenever the client waits or the response looks wrong
     */
    public RandomUserPeople(ApiUrl url, long seed, List<Nationality> nationalities, Consumer<String> notices) {
        this(url, seed, nationalities, notices, Pauses.SLEEP, Patience.LONG, Patience.SHORT);
    }

    RandomUserPeople(
            ApiUrl url,
            long seed,
            List<Nationality> nationalities,
            Consumer<String> notices,
            Pauses pauses,
            Patience patience,
            Patience hastyPatience) {
        // The format of the API's own seeds. The API would interpret a seed of 18 characters as a nationality.
        this.seed = String.format(Locale.ROOT, "%016x", seed);
        this.nationalities = List.copyOf(nationalities);
        this.notices = notices;
        RandomGenerator jitter = new SplittableRandom();
        InstantSource clock = InstantSource.system();
        this.api = new RandomUserApi(url, patience, notices, pauses, jitter, clock);
        this.hastyApi = new RandomUserApi(url, hastyPatience, sentence -> {}, pauses, jitter, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean bringsRegions() {
        return true;
    }

    /**
     * Requests the first of the given number of people, and keeps them for {@link #open}. Shows whether the API
     * responds before anything else starts.
     *
     * @param total the number of people of the election
     * @throws ServiceFailedException if it does not respond with people
     * @throws InterruptedException if the thread is interrupted while it waits for the API
     */
    public void begin(long total) throws InterruptedException {
        prefetch(api, total);
    }

    /**
     * Like {@link #begin}, with few retries.
     *
     * @param total the number of people of the election
     * @return why the API does not provide them, as a sentence; or empty
     * @throws InterruptedException if the thread is interrupted while it waits for the API
     */
    public Optional<String> tryToBegin(long total) throws InterruptedException {
        try {
            prefetch(hastyApi, total);
            return Optional.empty();
        } catch (ServiceFailedException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void prefetch(RandomUserApi from, long total) throws InterruptedException {
        PageRequest first = page(1, total);
        prefetchedPeople = from.people(first);
        prefetched = first;
    }

    @Override
    public People open(long first, long total) {
        if (total > MAX_PEOPLE) {
            throw new IllegalArgumentException("The API does not have " + total + " people");
        }
        return new Stream(first, total);
    }

    @Override
    public List<Person> candidates(int count) throws InterruptedException {
        // A seed that no voters are drawn from, so that no person is both a voter and a candidate.
        PageRequest request = new PageRequest(seed + "-candidates", 1, count * POOL_PER_CANDIDATE, nationalities);
        List<Person> pool = new ArrayList<>(people(request));
        List<Person> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String gender = i % 2 == 0 ? "female" : "male";
            Person candidate = pool.stream()
                    .filter(person -> gender.equals(person.gender()))
                    .findFirst()
                    .orElse(pool.get(0));
            pool.remove(candidate);
            candidates.add(candidate);
        }
        return candidates;
    }

    private PageRequest page(int number, long total) {
        long before = (number - 1L) * PageRequest.MAX_RESULTS;
        int results = (int) Math.min(PageRequest.MAX_RESULTS, total - before);
        return new PageRequest(seed, number, results, nationalities);
    }

    private List<Person> people(PageRequest request) throws InterruptedException {
        boolean here = request.equals(prefetched);
        List<Person> people = here ? prefetchedPeople : api.people(request);
        prefetched = here ? null : prefetched;
        prefetchedPeople = here ? null : prefetchedPeople;
        warnOfOtherNationalities(people);
        return people;
    }

    /** If the API does not know a requested nationality, it returns people of any nationality and no error. */
    private void warnOfOtherNationalities(List<Person> people) {
        boolean others = people.stream()
                .map(Person::nationality)
                .distinct()
                .anyMatch(code ->
                        nationalities.stream().noneMatch(asked -> asked.name().equals(code)));
        if (others && !warned) {
            warned = true;
            notices.accept("The people API returns other nationalities than --nationality requests.");
        }
    }

    private final class Stream implements People {
        private final long total;
        private final Set<String> firstOfPages = new HashSet<>();
        private int page;
        private int skip;
        private Iterator<Person> people = List.<Person>of().iterator();

        private Stream(long first, long total) {
            this.total = total;
            this.page = (int) (first / PageRequest.MAX_RESULTS);
            this.skip = (int) (first % PageRequest.MAX_RESULTS);
        }

        @Override
        public Person next(String location) throws InterruptedException {
            if (!people.hasNext()) {
                turnPage();
            }
            return people.next();
        }

        private void turnPage() throws InterruptedException {
            page++;
            List<Person> next;
            try {
                next = people(page(page, total));
            } catch (ServiceFailedException e) {
                String sentence = e.getMessage().replaceFirst("\\.$", "; resume with --resume.");
                throw new ServiceFailedException(sentence, e);
            }
            // The primary key of the table voters would detect it, too, but with a less clear message.
            if (!firstOfPages.add(next.get(0).id())) {
                throw new ServiceFailedException("The people API returned the same people again on page " + page + ".");
            }
            people = next.listIterator(skip);
            skip = 0;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
