package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/** One attempt to get people from the API failed. The message is a clause that says how. */
final class AttemptFailedException extends Exception {
    enum Kind {
        /** A retry may succeed. */
        PASSING,
        /** The rate limit of the API is exceeded. */
        THROTTLED,
        /** A retry would fail in the same way. */
        LASTING
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    /** @param retryAfter how long the API asks clients to wait, or null */
    AttemptFailedException(Kind kind, String how, Duration retryAfter) {
        super(how);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    AttemptFailedException(Kind kind, String how) {
        this(kind, how, null);
    }

    Kind kind() {
        return kind;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
