package io.ballotstream.embedded;

import kafka.Kafka;

/** The main program of a Kafka broker that runs as a separate process. */
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
