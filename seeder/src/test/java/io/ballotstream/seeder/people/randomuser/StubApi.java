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
 * Stands in for the API of people: gives as many people as it is asked for, each request's its own, unless it was told
 * to do something else first.
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

    /** What was asked for. */
    record Request(String path, Map<String, String> query) {
        private byte[] answer() {
            return Recordings.answer(
                    query.get("seed"),
                    Integer.parseInt(query.get("page")),
                    Integer.parseInt(query.get("results")),
                    Set.of(query.get("nat").toUpperCase(Locale.ROOT).split(",")));
        }
    }

    /** What is done with a request. */
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

    /** For {@code --randomuser-url}. */
    public String url() {
        return "http://" + host();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many requests came. */
    public int numberOfRequests() {
        return requests.size();
    }

    /** Does this with the next requests, one each. */
    StubApi first(Reaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    /** Gives people to so many of the next requests. */
    public StubApi giving(int times) {
        for (int i = 0; i < times; i++) {
            first((exchange, request) -> send(exchange, 200, request.answer()));
        }
        return this;
    }

    /** Answers so many of the next requests with an error of the server. */
    StubApi failing(int times) {
        for (int i = 0; i < times; i++) {
            first(answering(500, "Internal Server Error".getBytes(StandardCharsets.US_ASCII)));
        }
        return this;
    }

    /** Answers the next request with a refusal. */
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

    /** Hangs up without an answer. */
    static Reaction dropping() {
        return (exchange, request) -> {};
    }

    /** Hangs up in the middle of the answer. */
    static Reaction droppingHalfway() {
        return (exchange, request) -> {
            byte[] body = request.answer();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Ends an answer that was cut off before it came here. */
    static Reaction answeringHalf() {
        return (exchange, request) -> {
            byte[] body = request.answer();
            send(exchange, 200, Arrays.copyOf(body, body.length / 2));
        };
    }

    /** Gives no answer as long as the stub lives. */
    Reaction silence() {
        return (exchange, request) -> awaitClosing();
    }

    /** Begins an answer and never ends it. */
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
