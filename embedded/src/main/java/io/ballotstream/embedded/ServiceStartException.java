package io.ballotstream.embedded;

/** An embedded service could not be started. The message is one sentence, followed by the service's own log. */
public final class ServiceStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServiceStartException(String message) {
        super(message);
    }

    ServiceStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
