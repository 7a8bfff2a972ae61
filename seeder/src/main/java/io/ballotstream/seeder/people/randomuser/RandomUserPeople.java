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
 * People of the randomuser.me API, with names, addresses and regions of their own: they vote in the state or region of
 * their address, unless a results file decides.
 *
 * <p>As few requests as possible: as many people in each as the API gives, only when they are needed. The API computes
 * ages from today's date, so that {@code registeredAge} grows with the years, while all else of a seed stays.
 */
public final class RandomUserPeople implements PeopleSource {
    /** By which the election remembers it. */
    public static final String NAME = "randomuser";

    /** As many people as the API has for one seed. */
    public static final long MAX_PEOPLE = (long) PageRequest.MAX_PAGE * PageRequest.MAX_RESULTS;

    /** As many people as the public API gives to one client within five minutes. */
    public static final long PEOPLE_PER_WINDOW = 20_000;

    /** As old is everybody at least. */
    public static final int YOUNGEST = 21;

    /** Among so many people there are as good as always enough of either gender. */
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
     * @param nationalities of which people are, at random
     * @param notices takes a sentence whenever something is waited for or looks wrong
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
        // The form of the API's own seeds; one of 18 characters would be taken to name a nationality.
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
     * Asks for the first people of so many and keeps them for {@link #open}, so that it shows whether the API gives any
     * before anything else is begun.
     *
     * @throws ServiceFailedException if it does not
     */
    public void begin(long total) throws InterruptedException {
        prefetch(api, total);
    }

    /**
     * Does the same without much patience.
     *
     * @return why the API does not give them, as a sentence; or nothing
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
            throw new IllegalArgumentException("The API has no " + total + " people");
        }
        return new Stream(first, total);
    }

    @Override
    public List<Person> candidates(int count) throws InterruptedException {
        // Of another seed than the voters, so that nobody is both.
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

    /** The API gives any nationality and no error when it does not know one that it is asked for. */
    private void warnOfOtherNationalities(List<Person> people) {
        boolean others = people.stream()
                .map(Person::nationality)
                .distinct()
                .anyMatch(code ->
                        nationalities.stream().noneMatch(asked -> asked.name().equals(code)));
        if (others && !warned) {
            warned = true;
            notices.accept("The API of people gives other nationalities than --nationality asks for.");
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
                String sentence = e.getMessage().replaceFirst("\\.$", "; --resume goes on where it stopped.");
                throw new ServiceFailedException(sentence, e);
            }
            // The table of voters would find it out too, but less clearly.
            if (!firstOfPages.add(next.get(0).id())) {
                throw new ServiceFailedException("The API of people gives the same people again on page " + page + ".");
            }
            people = next.listIterator(skip);
            skip = 0;
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
