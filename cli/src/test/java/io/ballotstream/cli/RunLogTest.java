package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {
    @TempDir
    private Path directory;

    /** A class that cannot be initialized, such as one of Flink's that reads a configuration. */
    private static final class Unusable {
        private static final int FAILS = Integer.parseInt("no number");
    }

    @Test
    void stackTraceThroughAClassThatCannotBeInitializedIsLogged() throws Exception {
        Path file = directory.resolve("ballotstream.log");
        Throwable failure = catchThrowable(() -> assertThat(Unusable.FAILS).isZero());
        RunLog.open(file);
        try {
            LoggerFactory.getLogger(RunLogTest.class).error("Failed.", failure);
        } finally {
            RunLog.close();
        }

        assertThat(file)
                .content()
                .contains("Failed.", "ExceptionInInitializerError", "Caused by: ", "For input string: \"no number\"");
    }
}
