package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.model.BadInputException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the API of people is: randomuser.me itself, or a mirror or stub that answers as it does. The version of the API
 * is part of the path, because people of one seed differ between versions.
 */
public final class ApiUrl {
    /** The public service. */
    public static final ApiUrl PUBLIC = new ApiUrl(URI.create("https://randomuser.me/api/1.4/"));

    private static final String VERSION_PATH = "/api/1.4";

    private final URI versioned;

    private ApiUrl(URI versioned) {
        this.versioned = versioned;
    }

    /**
     * Reads {@code http[s]://HOST[:PORT][/PATH]}, with or without the version's path at its end.
     *
     * @throws BadInputException if the text has another form
     */
    public static ApiUrl parse(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
                String versioned = base.endsWith(VERSION_PATH) ? base : base + VERSION_PATH;
                return new ApiUrl(new URI(versioned + "/"));
            }
        } catch (URISyntaxException e) {
            // Refused below, like any other text of the wrong form.
        }
        throw new BadInputException("--randomuser-url must have the form http[s]://HOST[:PORT][/PATH].");
    }

    /** The API's address with a query; no part of the query may need to be encoded. */
    URI withQuery(String query) {
        return versioned.resolve("?" + query);
    }

    /** Host and port, for sentences. */
    String host() {
        return versioned.getAuthority();
    }

    @Override
    public String toString() {
        return versioned.toString();
    }
}
