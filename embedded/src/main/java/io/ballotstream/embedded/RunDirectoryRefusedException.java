package io.ballotstream.embedded;

/** A directory that was asked for with {@code --keep} cannot be used; the message is one sentence that says why. */
public final class RunDirectoryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunDirectoryRefusedException(String message) {
        super(message);
    }

    RunDirectoryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
