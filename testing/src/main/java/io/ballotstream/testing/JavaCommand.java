package io.ballotstream.testing;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a program of a test in its own Java process. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * Returns the beginning of the command: Java, with this process's compiler, collector and access to modules. The
     * options of the tests make short programs fast.
     *
     * @return a new list, to which further options, the class path and the program are added
     */
    public static List<String> ofTests() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-XX:"))
                .forEach(command::add);
        return command;
    }
}
