package io.ballotstream.seeder.people;

import io.ballotstream.model.Address;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.place.Place;
import io.ballotstream.seeder.place.Places;
import io.ballotstream.seeder.random.SeededRandom;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Generates people offline. Each is a pure function of seed and number, with a name of the nationality and an address
 * in the given location. Fast enough for millions.
 */
public final class SyntheticPeople implements PeopleSource {
    /** The name of the source that is stored with the election. */
    public static final String NAME = "synthetic";

    private static final int TOWNS_PER_LOCATION = 8;
    private static final int OLDEST = 95;
    /**
     * The day on which everybody has reached the voting age. It is fixed, so that a seed always gives the same people.
     */
    private static final LocalDate OF_AGE_SINCE = LocalDate.of(2020, 1, 1);

    private final long seed;
    private final int votingAge;
    private final Places places;
    private final List<Nationality> nationalities;
    private final Map<Nationality, NamePool> pools = new EnumMap<>(Nationality.class);

    /**
     * Creates a source.
     *
     * @param seed determines all people
     * @param votingAge the age that all people have reached, in years
     * @param nationalities of the people, in equal parts; not empty
     * @param places gives the regions of addresses
     */
    public SyntheticPeople(long seed, int votingAge, List<Nationality> nationalities, Places places) {
        if (nationalities.isEmpty()) {
            throw new IllegalArgumentException("At least one nationality is required");
        }
        this.seed = seed;
        this.votingAge = votingAge;
        this.nationalities = List.copyOf(nationalities);
        this.places = places;
        this.nationalities.forEach(nationality -> pools.put(nationality, new NamePool(nationality, seed)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean bringsRegions() {
        return false;
    }

    @Override
    public People open(long first, long total) {
        return new Stream(first);
    }

    @Override
    public List<Person> candidates(int count) {
        Inventor inventor = new Inventor("candidates");
        List<Person> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(inventor.invent(i, nationalities.get(0).country(), i % 2 == 0));
        }
        return candidates;
    }

    /** {@return a generator of people who are not on an electoral roll} */
    public Strangers strangers() {
        Inventor inventor = new Inventor("strangers");
        return (number, location) -> inventor.invent(number, location, number % 2 == 0);
    }

    /** People who are not on an electoral roll. Not thread-safe. */
    public interface Strangers {
        /**
         * Generates a person.
         *
         * @param number from 0
         * @param location where the person lives
         * @return the same person for the same number and location
         */
        Person get(long number, String location);
    }

    private final class Stream implements People {
        private final Inventor inventor = new Inventor("voters");
        private final long genders = SeededRandom.key(seed, "genders");
        private long number;

        private Stream(long first) {
            this.number = first;
        }

        @Override
        public Person next(String location) {
            if (location == null) {
                throw new IllegalArgumentException(
                        "A location is required, because synthetic people live where they vote");
            }
            boolean female = SeededRandom.of(genders, number).nextBoolean();
            return inventor.invent(number++, location, female);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    /** Generates the people of one purpose. Not thread-safe. */
    private final class Inventor {
        private final long key;
        private final Map<String, Surroundings> surroundings = new HashMap<>();

        private Inventor(String purpose) {
            this.key = SeededRandom.key(seed, purpose);
        }

        private Person invent(long number, String location, boolean female) {
            SplittableRandom random = SeededRandom.of(key, number);
            Surroundings home = surroundings.computeIfAbsent(location, Surroundings::new);
            Nationality nationality = home.nationality == null ? pick(random, nationalities) : home.nationality;
            NamePool pool = pools.get(nationality);
            String firstName = pick(random, pool.firstNames(female));
            String lastName = pick(random, pool.lastNames());
            // There are more young than old people, as in reality.
            int age = votingAge + random.nextInt(random.nextInt(1, OLDEST - votingAge + 1));
            return new Person(
                    id(number, random),
                    firstName + " " + lastName,
                    OF_AGE_SINCE.minusYears(age).minusDays(random.nextInt(365)),
                    female ? "female" : "male",
                    nationality.name(),
                    registrationNumber(number),
                    home.address(random, pool),
                    letters(firstName, "voter") + "." + letters(lastName, "name") + "." + (number + 1) + "@example.com",
                    withOtherLastDigits(random, pick(random, pool.phoneNumbers())),
                    withOtherLastDigits(random, pick(random, pool.cellNumbers())),
                    null,
                    random.nextInt(age - votingAge + 1));
        }

        /** A UUID that begins with the number, so that inserts append to the database's index of ids. */
        private static String id(long number, SplittableRandom random) {
            long version8 = number << 16 | 0x8000 | random.nextInt(1 << 12);
            long variant2 = random.nextLong() >>> 2 | 0x8000000000000000L;
            return new UUID(version8, variant2).toString();
        }
    }

    /** The towns of a location, and the parts that its addresses have in common. */
    private final class Surroundings {
        /** The nationality of the people in this location, or null for any. */
        private final Nationality nationality;

        private final String state;
        private final String country;
        private final List<NamePool.Town> towns;

        private Surroundings(String location) {
            Place place = placeAround(location);
            Nationality home = place == null ? countryNamed(location) : place.nationality();
            this.nationality = home != null && nationalities.contains(home) ? home : null;
            this.state = place == null ? location : place.name();
            this.country = (home == null ? nationalities.get(0) : home).country();
            NamePool pool = pools.get(nationality == null ? nationalities.get(0) : nationality);
            String usStateCode = place != null && pool.nationality() == Nationality.US ? place.code() : null;
            this.towns = pool.towns(TOWNS_PER_LOCATION, SeededRandom.key(seed, location), usStateCode);
        }

        private Address address(SplittableRandom random, NamePool pool) {
            NamePool.Town town = pick(random, towns);
            String street = random.nextInt(1, 3000) + " " + pick(random, pool.streets());
            return new Address(street, town.name(), state, country, town.postcode());
        }
    }

    private static Nationality countryNamed(String location) {
        for (Nationality nationality : Nationality.values()) {
            if (nationality.country().equals(location)) {
                return nationality;
            }
        }
        return null;
    }

    /** The known place that is the location or contains it, as in "Autauga County, AL"; or null. */
    private Place placeAround(String location) {
        int comma = location.lastIndexOf(", ");
        return places.named(location)
                .or(() -> comma < 0 ? Optional.empty() : places.coded(location.substring(comma + 2)))
                .orElse(null);
    }

    private static String registrationNumber(long number) {
        String digits = Long.toString(number + 1);
        return "VR" + "0".repeat(Math.max(0, 10 - digits.length())) + digits;
    }

    private static <T> T pick(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String withOtherLastDigits(SplittableRandom random, String number) {
        char[] digits = number.toCharArray();
        int left = 4;
        for (int i = digits.length - 1; i >= 0 && left > 0; i--) {
            if (digits[i] >= '0' && digits[i] <= '9') {
                digits[i] = (char) ('0' + random.nextInt(10));
                left--;
            }
        }
        return new String(digits);
    }

    /** The ASCII letters of a name, for an e-mail address. */
    private static String letters(String name, String otherwise) {
        StringBuilder letters = new StringBuilder(name.length());
        String plain = isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFD);
        for (int i = 0; i < plain.length(); i++) {
            char c = Character.toLowerCase(plain.charAt(i));
            if (c >= 'a' && c <= 'z') {
                letters.append(c);
            }
        }
        return letters.isEmpty() ? otherwise : letters.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
