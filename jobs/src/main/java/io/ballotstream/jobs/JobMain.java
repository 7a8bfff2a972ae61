package io.ballotstream.jobs;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What the {@code main} of both jobs does with its arguments.
 *
 * <p>A job's main runs inside {@code flink run} or, for a jar uploaded to the web interface, inside the JobManager: it
 * must not end the process. It throws {@link ProgramParametrizationException} instead, of which {@code flink run} prints
 * the sentence alone, and exits with 1, as it does for whatever keeps it from submitting.
 */
public final class JobMain {
    private JobMain() {}

    /** Submits a job as its command line says. */
    public interface Submission<C> {
        void submit(C command) throws Exception;
    }

    /**
     * Reads the arguments into the command and submits its job, or prints its help.
     *
     * @param command a picocli command
     * @throws ProgramParametrizationException with one sentence, for a missing or wrong option and for a service that is
     *     not as the job needs it
     */
    public static <C> void run(C command, String[] arguments, Submission<C> submission) throws Exception {
        CommandLine line = new CommandLine(command);
        try {
            line.parseArgs(arguments);
            if (line.isUsageHelpRequested()) {
                line.usage(System.out);
            } else {
                submission.submit(command);
            }
        } catch (ParameterException | BadInputException | ServiceFailedException e) {
            ProgramParametrizationException sentence = new ProgramParametrizationException(e.getMessage());
            sentence.initCause(e.getCause());
            // Where something else than flink run prints it, the sentence still stands for itself.
            sentence.setStackTrace(new StackTraceElement[0]);
            throw sentence;
        }
    }
}
