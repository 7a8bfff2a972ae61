package io.ballotstream.seeder.people.randomuser;

import java.time.Duration;

/** One attempt to get people from the API failed; the message says how, as part of a sentence. */
final class AttemptFailedException extends Exception {
    enum Kind {
        /** Another attempt may succeed. */
        PASSING,
        /** The API gave as many people as it gives for now. */
        THROTTLED,
        /** Another attempt would fail alike. */
        LASTING
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    /** @param retryAfter how long the API asks to wait, or null */
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
