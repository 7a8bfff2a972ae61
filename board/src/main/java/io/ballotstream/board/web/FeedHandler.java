package io.ballotstream.board.web;

import io.ballotstream.board.feed.Answer;
import io.ballotstream.board.feed.BadQueryException;
import io.ballotstream.board.feed.Feed;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Answers {@code /api/NAME} with the documents of the feed. A document that is kept is sent at once, by the thread that
 * read the request; another thread creates a document.
 */
public final class FeedHandler extends Handler.Abstract.NonBlocking {
    private static final String PREFIX = "/api/";
    private static final String VERSION = "version";

    private final Feed feed;

    /**
     * Creates a handler, which leaves all other paths to the next one.
     *
     * @param feed the documents
     */
    public FeedHandler(Feed feed) {
        this.feed = feed;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PREFIX) || !Feed.has(path.substring(PREFIX.length()))) {
            return false;
        }
        try {
            Map<String, String> parameters = new TreeMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(field.getName(), field.getValue());
            }
            Optional<Feed.Requested> document = feed.find(path.substring(PREFIX.length()), parameters);
            if (document.isEmpty()) {
                return Answers.write(
                        HttpStatus.GONE_410,
                        Feed.error("Version " + parameters.get(VERSION)
                                + " is no longer available: omit the parameter version to get the newest one."),
                        request,
                        response,
                        callback);
            }
            if (parameters.containsKey(VERSION)) {
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, max-age=3600, immutable");
            }
            Optional<Answer> ready = document.get().ready();
            if (ready.isPresent()) {
                return Answers.write(HttpStatus.OK_200, ready.get(), request, response, callback);
            }
            request.getComponents().getExecutor().execute(() -> create(document.get(), request, response, callback));
            return true;
        } catch (BadQueryException refused) {
            return Answers.write(
                    HttpStatus.BAD_REQUEST_400, Feed.error(refused.getMessage()), request, response, callback);
        }
    }

    private static void create(Feed.Requested document, Request request, Response response, Callback callback) {
        try {
            Answers.write(HttpStatus.OK_200, document.create(), request, response, callback);
        } catch (RuntimeException failure) {
            Response.writeError(request, response, callback, failure);
        }
    }
}
