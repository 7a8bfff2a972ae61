package io.ballotstream.model;

/** The exit codes of the programs. */
public final class ExitCode {
    /** The program succeeded, and every audit rule holds. */
    public static final int DONE = 0;

    /** An audit rule fails. */
    public static final int RULE_FAILED = 1;

    /** The options or the input are invalid; the program started nothing. */
    public static final int BAD_INPUT = 2;

    /** A service failed. */
    public static final int SERVICE_FAILED = 3;

    private ExitCode() {}
}
