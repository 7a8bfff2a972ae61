package io.ballotstream.cli;

import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.embedded.RunDirectoryRefusedException;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Runs a program that starts services, with a run directory and a log. */
public final class LoggedRun {
    private LoggedRun() {}

    /** A program that runs in a run directory, and returns its exit code. */
    public interface Program {
        /**
         * Runs the program to its end.
         *
         * @param directory for all files of the run
         * @param log of the run, in that directory
         * @return an exit code of {@link io.ballotstream.model.ExitCode}
         * @throws InterruptedException if it is interrupted before the verdict
         * @throws IOException if a file cannot be read or written
         */
        int run(RunDirectory directory, RunLog log) throws InterruptedException, IOException;
    }

    /**
     * Runs the program, and then deletes its directory unless it is to be kept.
     *
     * @param what the name of the program in messages, such as {@code rehearsal}
     * @param keep the directory in which the files are kept; if empty, they are deleted
     * @param console to print errors on
     * @param program to run
     * @return the exit code of the program
     * @throws InterruptedException if it was interrupted before the verdict
     * @throws BadInputException if the directory to keep is not usable, or the host name of this machine cannot be
     *     resolved
     * @throws ServiceFailedException if something failed; the log has been copied, and the user knows its path
     */
    public static int run(String what, Optional<Path> keep, Console console, Program program)
            throws InterruptedException {
        requireResolvableHostName();
        try (RunDirectory directory = directory(keep)) {
            RunLog log = RunLog.open(directory.path().resolve("ballotstream.log"));
            StrayOutput stray = new StrayOutput();
            try {
                return program.run(directory, log);
            } catch (RuntimeException | IOException | Error failure) {
                LoggerFactory.getLogger(LoggedRun.class).error("The {} failed.", what, failure);
                log.keepFor(console.err());
                throw failure instanceof ServiceFailedException known
                        ? known
                        : new ServiceFailedException(
                                "The " + what + " failed: " + RootCause.sentence(failure), failure);
            } finally {
                stray.close();
                RunLog.close();
            }
        } catch (RunDirectoryRefusedException refused) {
            throw new BadInputException(refused.getMessage());
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "The run directory cannot be created: " + RootCause.sentence(failure), failure);
        }
    }

    /** Flink resolves the host name of this machine, although it listens on the loopback address only. */
    private static void requireResolvableHostName() {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException unknown) {
            throw new BadInputException(
                    "Flink cannot start, because the name of this machine cannot be resolved: add it to"
                            + " /etc/hosts, next to localhost (" + RootCause.sentence(unknown) + ")");
        }
    }

    private static RunDirectory directory(Optional<Path> keep) throws IOException {
        return keep.isPresent() ? RunDirectory.kept(keep.get()) : RunDirectory.temporary();
    }
}
