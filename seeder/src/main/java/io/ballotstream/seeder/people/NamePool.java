package io.ballotstream.seeder.people;

import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.random.SeededRandom;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * A pool of names, streets, towns and telephone numbers of one nationality. Combining them is many times faster than
 * calling Datafaker for each person.
 */
final class NamePool {
    private static final int NAMES = 2000;
    private static final int STREETS = 1500;
    private static final int NUMBERS = 300;

    private final Nationality nationality;
    private final List<String> femaleNames;
    private final List<String> maleNames;
    private final List<String> lastNames;
    private final List<String> streets;
    private final List<String> phoneNumbers;
    private final List<String> cellNumbers;

    NamePool(Nationality nationality, long seed) {
        this.nationality = nationality;
        Faker faker = new Faker(nationality.locale(), new Random(SeededRandom.key(seed, nationality.code())));
        var names = faker.name();
        this.femaleNames = draw(NAMES, nationality.namesTellGender() ? names::femaleFirstName : names::firstName);
        this.maleNames = draw(NAMES, nationality.namesTellGender() ? names::maleFirstName : names::firstName);
        this.lastNames = draw(NAMES, names::lastName);
        this.streets = draw(STREETS, faker.address()::streetName);
        this.phoneNumbers = draw(NUMBERS, faker.phoneNumber()::phoneNumber);
        this.cellNumbers = draw(NUMBERS, faker.phoneNumber()::cellPhone);
    }

    private static List<String> draw(int count, Supplier<String> supplier) {
        return Stream.generate(supplier).limit(count).distinct().toList();
    }

    Nationality nationality() {
        return nationality;
    }

    List<String> firstNames(boolean female) {
        return female ? femaleNames : maleNames;
    }

    List<String> lastNames() {
        return lastNames;
    }

    List<String> streets() {
        return streets;
    }

    List<String> phoneNumbers() {
        return phoneNumbers;
    }

    List<String> cellNumbers() {
        return cellNumbers;
    }

    /** The towns of a location. The same key gives the same towns, regardless of earlier calls. */
    List<Town> towns(int count, long key, String usStateCode) {
        var address = new Faker(nationality.locale(), new Random(key)).address();
        return Stream.generate(() -> new Town(
                        address.city(), usStateCode == null ? address.zipCode() : address.zipCodeByState(usStateCode)))
                .limit(count)
                .toList();
    }

    /** A town and its postcode. */
    record Town(String name, String postcode) {}
}
