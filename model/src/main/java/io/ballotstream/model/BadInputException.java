package io.ballotstream.model;

/** What the user gave cannot be used; the message is one sentence that names the option, or the file and line. */
public final class BadInputException extends RuntimeException {
    public BadInputException(String sentence) {
        super(sentence);
    }
}
