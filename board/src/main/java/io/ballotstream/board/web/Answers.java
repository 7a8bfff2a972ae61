package io.ballotstream.board.web;

import io.ballotstream.board.feed.Answer;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends responses: compressed if the client accepts that, and without a body if the client already has it. */
final class Answers {
    private static final int WORTH_COMPRESSING = 512;

    private Answers() {}

    /** Sends the response. Always returns true, so that handlers can return its result. */
    static boolean write(int status, Answer answer, Request request, Response response, Callback callback) {
        boolean gzip = takesGzip(request) && answer.body(false).length >= WORTH_COMPRESSING;
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        headers.add(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
        if (status == HttpStatus.OK_200) {
            String tag = answer.entityTag(gzip);
            headers.put(HttpHeader.ETAG, tag);
            if (isKnown(request, tag)) {
                headers.remove(HttpHeader.CONTENT_TYPE);
                response.setStatus(HttpStatus.NOT_MODIFIED_304);
                response.write(true, null, callback);
                return true;
            }
        }
        if (!headers.contains(HttpHeader.CACHE_CONTROL)) {
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        if (gzip) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        byte[] body = answer.body(gzip);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.setStatus(status);
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    private static boolean takesGzip(Request request) {
        QuotedQualityCSV accepted = new QuotedQualityCSV();
        request.getHeaders().getValuesList(HttpHeader.ACCEPT_ENCODING).forEach(accepted::addValue);
        return accepted.getValues().contains("gzip");
    }

    private static boolean isKnown(Request request, String tag) {
        List<String> known = request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true);
        return known.contains("*")
                || known.stream().anyMatch(candidate -> candidate.equals(tag) || candidate.equals("W/" + tag));
    }
}
