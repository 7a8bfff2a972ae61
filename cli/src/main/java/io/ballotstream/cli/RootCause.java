package io.ballotstream.cli;

import java.util.HashSet;
import java.util.Set;

/** The root cause of an exception. */
public final class RootCause {
    private RootCause() {}

    /**
     * Describes the root cause of a failure.
     *
     * @param failure with any number of causes
     * @return the first line of the root cause's message, or its type if there is no message; ends with a full stop
     */
    public static String sentence(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = new HashSet<>();
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        String message = root.getMessage() == null || root.getMessage().isBlank()
                ? root.getClass().getName()
                : root.getMessage().strip().lines().findFirst().orElseThrow();
        return message.endsWith(".") ? message : message + ".";
    }
}
