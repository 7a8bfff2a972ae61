package io.ballotstream.board.web;

import io.ballotstream.board.feed.Feed;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Accepts only GET and HEAD requests whose {@code Host} is a name of this server, to prevent DNS rebinding. Sets
 * security headers that restrict the browser.
 */
public final class Gate extends Handler.Wrapper {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    // No inline scripts or styles, no external resources, no frames.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<HttpField> HEADERS = List.of(
            new HttpField("Content-Security-Policy", POLICY),
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new HttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * Creates a gate in front of a handler.
     *
     * @param handler receives the accepted requests
     * @param hosts host names of the server, besides those of the loopback interface
     * @param origins of other pages that may read the feed, as {@code http://HOST:PORT}
     */
    public Gate(Handler handler, Iterable<String> hosts, Set<String> origins) {
        super(handler);
        this.hosts = new HashSet<>(LOOPBACK);
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.origins = Set.copyOf(origins);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        HEADERS.forEach(headers::put);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean shared = origin != null && origins.contains(origin);
        headers.put("Cross-Origin-Resource-Policy", shared ? "cross-origin" : "same-origin");
        if (!origins.isEmpty()) {
            headers.add(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
        }
        if (shared) {
            headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeader.ETAG.asString());
        }
        String host = request.getHttpURI().getHost();
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            return Answers.write(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    Feed.error("Unknown host name: to allow it, start the board with --host."),
                    request,
                    response,
                    callback);
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            headers.put(HttpHeader.ALLOW, "GET, HEAD");
            return Answers.write(
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    Feed.error("The board is read-only: it supports only GET and HEAD."),
                    request,
                    response,
                    callback);
        }
        return super.handle(request, response, callback);
    }
}
