package io.ballotstream.seeder.people.randomuser;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.people.Person;
import io.ballotstream.seeder.people.randomuser.AttemptFailedException.Kind;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * HTTP client of the randomuser.me API, one request at a time. Retries temporary failures with exponential backoff and
 * jitter, and waits for the rate limit.
 */
final class RandomUserApi {
    private static final int MAX_DOUBLINGS = 5;

    private final ApiUrl url;
    private final Patience patience;
    private final Consumer<String> notices;
    private final Pauses pauses;
    private final RandomGenerator jitter;
    private final InstantSource clock;
    private final HttpClient client;

    /** @param notices receives a sentence whenever the client waits */
    RandomUserApi(
            ApiUrl url,
            Patience patience,
            Consumer<String> notices,
            Pauses pauses,
            RandomGenerator jitter,
            InstantSource clock) {
        this.url = url;
        this.patience = patience;
        this.notices = notices;
        this.pauses = pauses;
        this.jitter = jitter;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.connecting())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Requests the people of a page.
     *
     * @throws ServiceFailedException if the API does not return them
     */
    List<Person> people(PageRequest request) throws InterruptedException {
        int failed = 0;
        int throttled = 0;
        while (true) {
            try {
                return attempt(request);
            } catch (AttemptFailedException e) {
                boolean isThrottled = e.kind() == Kind.THROTTLED;
                failed += isThrottled ? 0 : 1;
                throttled += isThrottled ? 1 : 0;
                boolean patienceEnds = e.kind() == Kind.LASTING
                        || failed >= patience.attempts()
                        || throttled >= patience.throttledAttempts();
                Duration pause = pause(e, failed);
                if (patienceEnds || pause.compareTo(patience.longestPause()) > 0) {
                    throw failure(e, failed + throttled);
                }
                notices.accept("The people API at " + url.host() + " is retried in " + seconds(pause) + ": "
                        + e.getMessage() + ".");
                pauses.pause(pause);
            }
        }
    }

    private ServiceFailedException failure(AttemptFailedException last, int attempts) {
        String asked = attempts == 1 ? "" : " " + attempts + " times in a row";
        return new ServiceFailedException(
                "The people API at " + url.host() + " failed" + asked + ": " + last.getMessage() + ".");
    }

    private Duration pause(AttemptFailedException e, int failed) {
        if (e.retryAfter() != null) {
            return e.retryAfter();
        }
        Duration pause = e.kind() == Kind.THROTTLED
                ? patience.throttledPause()
                : patience.pause().multipliedBy(1L << Math.min(Math.max(failed - 1, 0), MAX_DOUBLINGS));
        // One half is fixed, the other half is random.
        return pause.minusMillis((long) (pause.toMillis() / 2 * jitter.nextDouble()));
    }

    private List<Person> attempt(PageRequest request) throws InterruptedException, AttemptFailedException {
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(url.withQuery(request.query()))
                .header("Accept", "application/json")
                .header("User-Agent", "Ballotstream")
                .timeout(patience.answering())
                .build());
        int status = response.statusCode();
        if (status == 200) {
            return AnswerJson.read(response.body(), request.results());
        }
        if (status == 429) {
            throw new AttemptFailedException(
                    Kind.THROTTLED, "its rate limit for this client is exceeded", retryAfter(response.headers()));
        }
        throw new AttemptFailedException(
                status >= 500 ? Kind.PASSING : Kind.LASTING,
                "it responded with status " + status,
                retryAfter(response.headers()));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException, AttemptFailedException {
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The timeout of the request ends with the first bytes of the response, so the rest needs another timeout.
            return response.get(patience.answering().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AttemptFailedException(Kind.PASSING, reason(e.getCause()));
        } catch (TimeoutException e) {
            throw new AttemptFailedException(Kind.PASSING, noAnswer());
        } catch (InterruptedException e) {
            throw new InterruptedException("Interrupted while waiting for the people API");
        } finally {
            response.cancel(true);
        }
    }

    private String reason(Throwable failure) {
        if (failure instanceof HttpConnectTimeoutException || failure instanceof ConnectException) {
            return "it cannot be reached";
        }
        return failure instanceof HttpTimeoutException ? noAnswer() : "the connection was lost";
    }

    private String noAnswer() {
        return "it did not respond within " + seconds(patience.answering());
    }

    /** How long the API asks clients to wait, in either HTTP format; null if it does not say so in a valid format. */
    private Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String seconds(Duration duration) {
        return Math.max(1, Math.round(duration.toMillis() / 1000.0)) + " s";
    }
}
