package io.ballotstream.jobs.kafka;

/** A topic does not hold what the job's state relies on; the message says in a few sentences what to do. */
final class BrokenTopicException extends Exception {
    /** What a lost transaction means, and what to do. */
    static final String RECORDS_MISSING = "Its records are missing from the topic although the job's state and tables"
            + " hold them: run audit to see how many, then seed with --reset and start without state.";

    BrokenTopicException(String sentence) {
        super(sentence);
    }

    BrokenTopicException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
