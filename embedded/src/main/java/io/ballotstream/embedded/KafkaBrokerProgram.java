package io.ballotstream.embedded;

import kafka.Kafka;

/** A Kafka broker as the program of a process of its own. */
public final class KafkaBrokerProgram {
    private KafkaBrokerProgram() {}

    /**
     * Runs the broker until the process is told to end.
     *
     * @param arguments the file of settings, see {@link KafkaBrokerFiles}
     */
    public static void main(String[] arguments) {
        Kafka.main(arguments);
    }
}
