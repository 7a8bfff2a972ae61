package io.ballotstream.model;

/** The user's input is invalid. The message is one line that names the option, or the file and line. */
public final class BadInputException extends RuntimeException {
    /**
     * Rejects the input.
     *
     * @param sentence names the option, or the file and line, and says what was expected
     */
    public BadInputException(String sentence) {
        super(sentence);
    }
}
