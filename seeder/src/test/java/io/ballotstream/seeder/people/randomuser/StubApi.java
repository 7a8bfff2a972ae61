package io.ballotstream.seeder.people.randomuser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A stub of the people API. It returns as many people as requested, different ones for each request, unless a test has
 * queued another reaction.
 */
public final class StubApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Reaction> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private StubApi(HttpServer server) {
        this.server = server;
    }

    /** A request that was received. */
    record Request(String path, Map<String, String> query) {
        private byte[] answer() {
            return Recordings.answer(
                    query.get("seed"),
                    Integer.parseInt(query.get("page")),
                    Integer.parseInt(query.get("results")),
                    Set.of(query.get("nat").toUpperCase(Locale.ROOT).split(",")));
        }
    }

    /** The reaction to a request. */
    interface Reaction {
        void to(HttpExchange exchange, Request request) throws IOException;
    }

    /** A server on a free port of the loopback address. */
    public static StubApi start() {
        try {
            StubApi stub =
                    new StubApi(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            stub.server.createContext("/", stub::react);
            stub.server.setExecutor(stub.threads);
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code --randomuser-url}. */
    public String url() {
        return "http://" + host();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The number of received requests. */
    public int numberOfRequests() {
        return requests.size();
    }

    /** Queues reactions to the next requests, one each. */
    StubApi first(Reaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    /** Returns people for the given number of next requests. */
    public StubApi giving(int times) {
        for (int i = 0; i < times; i++) {
            first((exchange, request) -> send(exchange, 200, request.answer()));
        }
        return this;
    }

    /** Returns server errors for the given number of next requests. */
    StubApi failing(int times) {
        for (int i = 0; i < times; i++) {
            first(answering(500, "Internal Server Error".getBytes(StandardCharsets.US_ASCII)));
        }
        return this;
    }

    /** Rejects the next request. */
    public StubApi refusing() {
        return first(answering(403, new byte[0]));
    }

    private void react(HttpExchange exchange) throws IOException {
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
        Request request = new Request(exchange.getRequestURI().getPath(), query);
        requests.add(request);
        Reaction reaction = script.poll();
        try (exchange) {
            if (reaction == null) {
                send(exchange, 200, request.answer());
            } else {
                reaction.to(exchange, request);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static Reaction answering(int status, byte[] body) {
        return (exchange, request) -> send(exchange, status, body);
    }

    static Reaction answering(String recording) {
        return answering(200, Recordings.bytes(recording));
    }

    /** @param retryAfter may be null */
    static Reaction throttling(String retryAfter) {
        return (exchange, request) -> {
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            send(exchange, 429, Recordings.bytes("error-429-documented.json"));
        };
    }

    static Reaction redirecting(int status, String location) {
        return (exchange, request) -> {
            exchange.getResponseHeaders()
                    .set("Location", location + "?" + exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Closes the connection without a response. */
    static Reaction dropping() {
        return (exchange, request) -> {};
    }

    /** Closes the connection in the middle of the response. */
    static Reaction droppingHalfway() {
        return (exchange, request) -> {
            byte[] body = request.answer();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends a response that was truncated before. */
    static Reaction answeringHalf() {
        return (exchange, request) -> {
            byte[] body = request.answer();
            send(exchange, 200, Arrays.copyOf(body, body.length / 2));
        };
    }

    /** Sends no response until the stub is closed. */
    Reaction silence() {
        return (exchange, request) -> awaitClosing();
    }

    /** Begins a response and never ends it. */
    Reaction silenceHalfway() {
        return (exchange, request) -> {
            byte[] body = request.answer();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            awaitClosing();
        };
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
