package io.ballotstream.embedded;

/** The directory named by {@code --keep} or {@code TMPDIR} cannot be used. The message says why. */
public final class RunDirectoryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunDirectoryRefusedException(String message) {
        super(message);
    }

    RunDirectoryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
