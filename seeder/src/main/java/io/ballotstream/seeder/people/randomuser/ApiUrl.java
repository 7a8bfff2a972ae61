package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.model.BadInputException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL of the people API: randomuser.me, or a mirror or stub of it. The path contains the version of the API,
 * because a seed gives different people in different versions.
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
     * Parses {@code http[s]://HOST[:PORT][/PATH]}, with or without the version at the end of the path.
     *
     * @param text value of the option {@code --randomuser-url}
     * @return a URL with the version
     * @throws BadInputException if the text has a different format
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
            // Rejected below, like any other invalid text.
        }
        throw new BadInputException("--randomuser-url must have the format http[s]://HOST[:PORT][/PATH].");
    }

    /** The URL of the API with a query. The query must not need URL encoding. */
    URI withQuery(String query) {
        return versioned.resolve("?" + query);
    }

    /** Host and port, for messages. */
    String host() {
        return versioned.getAuthority();
    }

    @Override
    public String toString() {
        return versioned.toString();
    }
}
