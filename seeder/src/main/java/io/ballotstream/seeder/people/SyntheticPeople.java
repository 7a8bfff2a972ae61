package io.ballotstream.seeder.people;

import io.ballotstream.model.Address;
import io.ballotstream.seeder.Place;
import io.ballotstream.seeder.Places;
import io.ballotstream.seeder.SeededRandom;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes people up, offline: each is a pure function of seed and number, with names of their nationality and an address
 * in the location they are made for. Fast enough for millions.
 */
public final class SyntheticPeople implements PeopleSource {
    private static final int TOWNS_PER_LOCATION = 8;
    private static final int OLDEST = 95;
    /** Everybody is old enough on this day, which does not move: the same seed gives the same people next year. */
    private static final LocalDate OF_AGE_SINCE = LocalDate.of(2020, 1, 1);

    private final long seed;
    private final int votingAge;
    private final Places places;
    private final List<Nationality> nationalities;
    private final Map<Nationality, NamePool> pools = new EnumMap<>(Nationality.class);

    /**
     * @param votingAge which everybody has reached
     * @param nationalities of which people are, in equal parts
     */
    public SyntheticPeople(long seed, int votingAge, List<Nationality> nationalities, Places places) {
        if (nationalities.isEmpty()) {
            throw new IllegalArgumentException("People need a nationality at least");
        }
        this.seed = seed;
        this.votingAge = votingAge;
        this.nationalities = List.copyOf(nationalities);
        this.places = places;
        this.nationalities.forEach(nationality -> pools.put(nationality, new NamePool(nationality, seed)));
    }

    @Override
    public boolean bringsRegions() {
        return false;
    }

    @Override
    public People open(long first, long total) {
        return new Stream(first, SeededRandom.key(seed, "voters"));
    }

    @Override
    public List<Person> candidates(int count) {
        List<Person> candidates = new ArrayList<>();
        try (Stream stream = new Stream(0, SeededRandom.key(seed, "candidates"))) {
            for (int i = 0; i < count; i++) {
                candidates.add(stream.next(nationalities.get(0).country(), i % 2 == 0));
            }
        }
        return candidates;
    }

    private final class Stream implements People {
        private final long key;
        private final Map<String, Surroundings> surroundings = new HashMap<>();
        private long number;

        private Stream(long first, long key) {
            this.number = first;
            this.key = key;
        }

        @Override
        public Person next(String location) {
            if (location == null) {
                throw new IllegalArgumentException("A location must be given: made-up people live where they vote");
            }
            return next(location, SeededRandom.of(key, number).nextBoolean());
        }

        private Person next(String location, boolean female) {
            SplittableRandom random = SeededRandom.of(key + 1, number);
            Nationality nationality = pick(random, nationalities);
            NamePool pool = pools.get(nationality);
            String firstName = pick(random, pool.firstNames(female));
            String lastName = pick(random, pool.lastNames());
            int age = votingAge + random.nextInt(random.nextInt(1, OLDEST - votingAge + 1));
            Person person = new Person(
                    id(random),
                    firstName + " " + lastName,
                    OF_AGE_SINCE.minusYears(age).minusDays(random.nextInt(365)),
                    female ? "female" : "male",
                    nationality.name(),
                    String.format(Locale.ROOT, "VR%010d", number + 1),
                    surroundings.computeIfAbsent(location, Surroundings::new).address(random, pool),
                    email(firstName, lastName),
                    withOtherLastDigits(random, pick(random, pool.phoneNumbers())),
                    withOtherLastDigits(random, pick(random, pool.cellNumbers())),
                    null,
                    random.nextInt(age - votingAge + 1));
            number++;
            return person;
        }

        /** Begins with the number, so that the database's index of ids fills from its beginning to its end. */
        private String id(SplittableRandom random) {
            long version8 = number << 16 | 0x8000 | random.nextInt(1 << 12);
            long variant2 = random.nextLong() >>> 2 | 0x8000000000000000L;
            return new UUID(version8, variant2).toString();
        }

        private String email(String firstName, String lastName) {
            return letters(firstName, "voter") + "." + letters(lastName, "name") + "." + (number + 1) + "@example.com";
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }

    /** The towns of a location and what the addresses in it have in common. */
    private final class Surroundings {
        private final String state;
        private final String country;
        private final List<NamePool.Town> towns = new ArrayList<>();

        private Surroundings(String location) {
            Place place = placeAround(location);
            Nationality home = place == null ? nationalities.get(0) : place.nationality();
            this.state = place == null ? location : place.name();
            this.country = home.country();
            NamePool pool = pools.getOrDefault(home, pools.get(nationalities.get(0)));
            String usStateCode = place != null && pool.nationality() == Nationality.US ? place.code() : null;
            for (int i = 0; i < TOWNS_PER_LOCATION; i++) {
                towns.add(pool.town(SeededRandom.key(seed + i, location), usStateCode));
            }
        }

        private Address address(SplittableRandom random, NamePool pool) {
            NamePool.Town town = pick(random, towns);
            String street = random.nextInt(1, 3000) + " " + pick(random, pool.streets());
            return new Address(street, town.name(), state, country, town.postcode());
        }
    }

    /** The known place that the location is, or is part of as in "Autauga County, AL"; or null. */
    private Place placeAround(String location) {
        int comma = location.lastIndexOf(", ");
        return places.named(location)
                .or(() -> comma < 0 ? Optional.empty() : places.coded(location.substring(comma + 2)))
                .orElse(null);
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

    /** The name's letters in ASCII, as they stand in e-mail addresses. */
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
