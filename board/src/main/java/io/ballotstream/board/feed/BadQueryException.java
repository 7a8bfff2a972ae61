package io.ballotstream.board.feed;

/** A query parameter is invalid. The message is one sentence that names it. */
public final class BadQueryException extends RuntimeException {
    BadQueryException(String sentence) {
        super(sentence);
    }
}
