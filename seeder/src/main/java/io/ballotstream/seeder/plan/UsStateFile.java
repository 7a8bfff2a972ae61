package io.ballotstream.seeder.plan;

import io.ballotstream.results.ResultsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results of the US presidential election of 2020 by state, which come with the program. */
public final class UsStateFile {
    /** By how much it is scaled down unless told otherwise. */
    public static final long DEFAULT_SCALE = 1000;

    private static final String RESOURCE = "/data/us-president-2020-by-state.csv";

    private UsStateFile() {}

    /** Reads the file. */
    public static ResultsFile read() {
        return Held.RESULTS;
    }

    static String sha256() {
        return Held.RESULTS.sha256();
    }

    /** Holds the results once they have been asked for. */
    private static final class Held {
        private static final ResultsFile RESULTS = unpackAndRead();

        private static ResultsFile unpackAndRead() {
            try (InputStream in = UsStateFile.class.getResourceAsStream(RESOURCE)) {
                Path directory = Files.createTempDirectory("ballotstream-data");
                Path file = directory.resolve("us-president-2020-by-state.csv");
                try {
                    Files.copy(in, file);
                    return ResultsFile.read(file);
                } finally {
                    Files.deleteIfExists(file);
                    Files.delete(directory);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The program's own results file cannot be read.", e);
            }
        }
    }
}
