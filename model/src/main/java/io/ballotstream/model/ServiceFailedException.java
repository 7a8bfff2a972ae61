package io.ballotstream.model;

/** PostgreSQL, Kafka, Flink or an API did not do what it must; the message is one sentence that names which and what. */
public class ServiceFailedException extends RuntimeException {
    public ServiceFailedException(String sentence) {
        super(sentence);
    }

    public ServiceFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
