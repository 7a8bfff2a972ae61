package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.seeder.place.Nationality;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks for one page of people; the same request gets the same people.
 *
 * @param seed letters, digits and hyphens
 * @param page from 1
 * @param results how many people, all of them on this page
 */
record PageRequest(String seed, int page, int results, List<Nationality> nationalities) {
    /** What the API gives in one answer at most; asked for more, it gives one person and no error. */
    static final int MAX_RESULTS = 5000;

    /** The last page; beyond it the API gives the first one and no error. */
    static final int MAX_PAGE = 10_000;

    /** Only what is used: half of an answer would be passwords, coordinates and identity numbers. */
    private static final String FIELDS = "gender,name,location,email,login,registered,dob,phone,cell,picture,nat";

    PageRequest {
        if (results < 1 || results > MAX_RESULTS || page < 1 || page > MAX_PAGE) {
            throw new IllegalArgumentException("Page " + page + " of " + results + " people cannot be asked for");
        }
        nationalities = List.copyOf(nationalities);
    }

    String query() {
        String codes = nationalities.stream().map(Nationality::code).collect(Collectors.joining(","));
        return "results=" + results + "&seed=" + seed + "&page=" + page + "&nat=" + codes + "&inc=" + FIELDS;
    }
}
