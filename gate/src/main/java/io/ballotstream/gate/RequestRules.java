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
 * Which requests Flink's REST API does not get to see.
 *
 * <p>Anybody may read. A request that does more, and one that names another host or comes from another host's page, is
 * refused. A host name that is not the API's own may have been made to point here by the page that uses it; a number cannot.
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
     * @param address the host name of the API, or null
     * @param secret of those who may do more than read
     */
    RequestRules(String address, Secret secret) {
        this.address = address == null ? LOCALHOST : address.toLowerCase(Locale.ROOT);
        this.secret = secret;
    }

    /** Why a request is refused, in a sentence; empty if it is not. */
    Optional<String> objection(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || !isOwn(hosts.get(0))) {
            return Optional.of("The Host header must name " + address + ", " + LOCALHOST + " or a numeric address.");
        }
        if (!request.headers().getAll(HttpHeaderNames.ORIGIN).stream().allMatch(origin -> isOf(hosts.get(0), origin))) {
            return Optional.of("The page that sends the request must be of the same host.");
        }
        if (!isReading(request) && !holdsSecret(request.headers())) {
            return Optional.of("The request changes something: use the flink command inside the cluster.");
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

    /** Flink cancels and stops jobs, and runs jars to plan them, also for a GET. */
    private static boolean isReading(HttpRequest request) {
        return READING.contains(request.method())
                && Arrays.stream(path(request).split("/"))
                        .noneMatch(segment -> segment.startsWith("yarn-") || segment.equals("jars"));
    }

    private static String path(HttpRequest request) {
        // As Flink's router decodes it.
        return new QueryStringDecoder(request.uri()).path().toLowerCase(Locale.ROOT);
    }

    private boolean holdsSecret(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.AUTHORIZATION).stream().anyMatch(secret::isHeldBy);
    }
}
