package io.ballotstream.cli;

import java.util.HashSet;
import java.util.Set;

/** What a chain of exceptions comes down to. */
public final class RootCause {
    private RootCause() {}

    /** The last cause's message, in one line that ends with a full stop; its type where it says nothing. */
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
