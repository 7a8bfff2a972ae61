package io.ballotstream.model;

/**
 * PostgreSQL, Kafka, Flink or an API failed. The message is one line that names the service and what it failed to
 * do.
 */
public class ServiceFailedException extends RuntimeException {
    /**
     * Reports a failure without a cause.
     *
     * @param sentence names the service and what it failed to do
     */
    public ServiceFailedException(String sentence) {
        super(sentence);
    }

    /**
     * Wraps the exception of a client library.
     *
     * @param sentence names the service and what it failed to do
     * @param cause the exception of the client library
     */
    public ServiceFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
