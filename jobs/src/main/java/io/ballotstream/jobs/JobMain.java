package io.ballotstream.jobs;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.ServiceFailedException;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Parses the command line of a job and submits the job.
 *
 * <p>A job's main runs inside {@code flink run} or, for a jar uploaded to the web interface, inside the JobManager, so
 * it must not exit the process. On an error it throws {@link ProgramParametrizationException}. Then {@code flink run}
 * prints only the message, and exits with 1.
 */
public final class JobMain {
    private JobMain() {}

    /**
     * Submits a job.
     *
     * @param <C> type of the job's command line
     */
    public interface Submission<C> {
        /**
         * Submits the job.
         *
         * @param command the parsed command line
         * @throws Exception if the job cannot be submitted
         */
        void submit(C command) throws Exception;
    }

    /**
     * Parses the arguments and submits the job, or prints the help.
     *
     * @param command a picocli command
     * @param arguments the command line
     * @param submission submits the job of the parsed command
     * @param <C> type of the command
     * @throws ProgramParametrizationException if an option is missing or invalid, or if a service does not meet the
     *     job's requirements; the message is one line
     * @throws Exception if the submission fails
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
            // Without a stack trace, programs other than flink run print only the message, too.
            sentence.setStackTrace(new StackTraceElement[0]);
            throw sentence;
        }
    }
}
