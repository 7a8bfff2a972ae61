package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.seeder.place.Nationality;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request for one page of people. The same request returns the same people.
 *
 * @param seed letters, digits and hyphens
 * @param page from 1
 * @param results the number of people on this page
 */
record PageRequest(String seed, int page, int results, List<Nationality> nationalities) {
    /** The largest page. If asked for more people, the API returns one person and no error. */
    static final int MAX_RESULTS = 5000;

    /** The last page. If asked for a later page, the API returns the first one and no error. */
    static final int MAX_PAGE = 10_000;

    /** Only the fields that are used. Half of a full response would be passwords, coordinates and identity numbers. */
    private static final String FIELDS = "gender,name,location,email,login,registered,dob,phone,cell,picture,nat";

    PageRequest {
        if (results < 1 || results > MAX_RESULTS || page < 1 || page > MAX_PAGE) {
            throw new IllegalArgumentException("Invalid request for page " + page + " of " + results + " people");
        }
        nationalities = List.copyOf(nationalities);
    }

    String query() {
        String codes = nationalities.stream().map(Nationality::code).collect(Collectors.joining(","));
        return "results=" + results + "&seed=" + seed + "&page=" + page + "&nat=" + codes + "&inc=" + FIELDS;
    }
}
