package io.ballotstream.store;

import io.ballotstream.model.BadInputException;
import picocli.CommandLine.Option;

/** The options {@code --kafka} and {@code --postgres}, for every program that has them. */
public final class ConnectionOptions {
    @Option(
            names = "--kafka",
            paramLabel = "[USER@]HOST:PORT",
            description = "Kafka brokers. Default: BALLOTSTREAM_KAFKA, or else " + Connections.DEFAULT_KAFKA
                    + ". The user's password is read from BALLOTSTREAM_KAFKA_PASSWORD, or from the file"
                    + " BALLOTSTREAM_KAFKA_PASSWORD_FILE.")
    private String kafka;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "Database, as postgresql://[USER@]HOST[:PORT]/DATABASE. Default: BALLOTSTREAM_POSTGRES_URL, or"
                            + " else " + Connections.DEFAULT_POSTGRES + ". User and password default to"
                            + " BALLOTSTREAM_POSTGRES_USER and BALLOTSTREAM_POSTGRES_PASSWORD, or the file"
                            + " BALLOTSTREAM_POSTGRES_PASSWORD_FILE.")
    private String postgres;

    /** Creates options without values, which picocli fills. */
    public ConnectionOptions() {}

    /**
     * Returns the brokers.
     *
     * @param connections for the environment and the default
     * @return {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @throws BadInputException if the address has the wrong form
     */
    public String kafka(Connections connections) {
        try {
            return connections.kafka(kafka);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--kafka: " + e.getMessage());
        }
    }

    /**
     * Returns the database.
     *
     * @param connections for the environment and the default
     * @return the address, with the password if the environment has one
     * @throws BadInputException if the address has the wrong form or a password file cannot be read
     */
    public PostgresAddress postgres(Connections connections) {
        try {
            return connections.postgres(postgres);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--postgres: " + e.getMessage());
        }
    }
}
