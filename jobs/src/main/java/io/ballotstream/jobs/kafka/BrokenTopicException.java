package io.ballotstream.jobs.kafka;

/** A topic lacks records or offsets that the job's state relies on. The message says what to do. */
final class BrokenTopicException extends Exception {
    /** Explains the consequence of a lost transaction, and what to do. */
    static final String RECORDS_MISSING = "Its records are missing from the topic, although the job's state and tables"
            + " contain them. Run audit to see how many, then seed with --reset and start without state.";

    BrokenTopicException(String sentence) {
        super(sentence);
    }

    BrokenTopicException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
