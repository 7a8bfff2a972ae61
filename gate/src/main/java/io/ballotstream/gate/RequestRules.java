package io.ballotstream.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;

/**
 * Decides which requests to Flink's REST API are refused.
 *
 * <p>Anybody may read. All other requests need the secret. A request is also refused if its {@code Host} header names
 * another host, or if it comes from a page of another host. With DNS rebinding, a page can point its own host name at
 * this address; it cannot do that with a numeric address.
 */
final class RequestRules {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern NUMERIC_ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final String LOCALHOST = "localhost";
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    private final String address;
    private final Secret secret;

    /**
     * Creates the rules.
     *
     * @param address host name of the API, or null for localhost
     * @param secret required for requests that change something
     */
    RequestRules(String address, Secret secret) {
        this.address = address == null ? LOCALHOST : address.toLowerCase(Locale.ROOT);
        this.secret = secret;
    }

    /** The reason for refusing the request, as a sentence; empty if it is allowed. */
    Optional<String> objection(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || !isOwn(hosts.get(0))) {
            return Optional.of("The Host header must name " + address + ", " + LOCALHOST + " or a numeric address.");
        }
        if (!request.headers().getAll(HttpHeaderNames.ORIGIN).stream().allMatch(origin -> isOf(hosts.get(0), origin))) {
            return Optional.of("The request comes from a page of another host.");
        }
        if (!isReading(request) && !holdsSecret(request.headers())) {
            return Optional.of(
                    "Without the secret, the API only allows reading. Use the flink command inside the cluster.");
        }
        return Optional.empty();
    }

    private boolean isOwn(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.equals(address)
                || name.equals(LOCALHOST)
                || NUMERIC_ADDRESS.matcher(name).matches();
    }

    private static boolean isOf(String host, String origin) {
        return origin.equalsIgnoreCase(HTTP + host) || origin.equalsIgnoreCase(HTTPS + host);
    }

    /** Excludes the GET requests with which Flink cancels and stops jobs, or runs a jar to plan it. */
    private static boolean isReading(HttpRequest request) {
        return READING.contains(request.method())
                && Arrays.stream(path(request).split("/"))
                        .noneMatch(segment -> segment.startsWith("yarn-") || segment.equals("jars"));
    }

    private static String path(HttpRequest request) {
        // Decoded in the same way as by Flink's router.
        return new QueryStringDecoder(request.uri()).path().toLowerCase(Locale.ROOT);
    }

    private boolean holdsSecret(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.AUTHORIZATION).stream().anyMatch(secret::isHeldBy);
    }
}
