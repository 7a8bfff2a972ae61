package io.ballotstream.cli;

import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/** The log of a command. It is deleted unless the command fails. */
final class TemporaryLog {
    private final RunLog log;

    private TemporaryLog(RunLog log) {
        this.log = log;
    }

    /** Sends all logging to a new temporary file. */
    static TemporaryLog open() {
        try {
            return new TemporaryLog(RunLog.open(Files.createTempFile("ballotstream-", ".log")));
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "No temporary file can be created for the log: " + RootCause.sentence(failure), failure);
        }
    }

    /**
     * Ends and deletes the log.
     *
     * @param failed where to print the path of a copy; null if the command did not fail
     */
    void end(PrintStream failed) {
        RunLog.close();
        if (failed != null) {
            log.keepFor(failed);
        }
        try {
            Files.deleteIfExists(log.file());
        } catch (IOException stays) {
            // The system cleans its directory of temporary files.
        }
    }
}
