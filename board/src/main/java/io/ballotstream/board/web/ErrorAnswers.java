package io.ballotstream.board.web;

import io.ballotstream.board.feed.Feed;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Responds with a sentence when the server itself rejects a request, or when it fails. */
public final class ErrorAnswers implements Request.Handler {
    /** Creates a handler without state. */
    public ErrorAnswers() {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= HttpStatus.BAD_REQUEST_400
                ? response.getStatus()
                : HttpStatus.INTERNAL_SERVER_ERROR_500;
        String sentence = status >= HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "The board failed to answer: see its log."
                : "The request is invalid: " + HttpStatus.getMessage(status) + ".";
        return Answers.write(status, Feed.error(sentence), request, response, callback);
    }
}
