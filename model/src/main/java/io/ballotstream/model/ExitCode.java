package io.ballotstream.model;

/** What a program tells its caller. */
public final class ExitCode {
    /** Done, and every audit rule holds. */
    public static final int DONE = 0;

    /** An audit rule fails. */
    public static final int RULE_FAILED = 1;

    /** The usage or the input is bad; nothing was started. */
    public static final int BAD_INPUT = 2;

    /** A service failed. */
    public static final int SERVICE_FAILED = 3;

    private ExitCode() {}
}
