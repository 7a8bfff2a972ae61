package io.ballotstream.cli.drill;

import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kills and freezes the processes of a service, and waits until the operating system confirms it. */
final class Signal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int STATE_AFTER_NAME = 2;

    private Signal() {}

    /**
     * Sends SIGKILL to all processes of the service, and waits until they are gone.
     *
     * @return the number of processes
     */
    static int kill(Service service) throws InterruptedException {
        List<ProcessHandle> processes = service.processes();
        // Parents first, so that a parent cannot react to the end of a child.
        processes.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!service.processes().isEmpty()) {
            requireTime(deadline, service.name() + " has not ended after SIGKILL.");
            Thread.sleep(PAUSE.toMillis());
        }
        return processes.size();
    }

    /**
     * Sends SIGSTOP to all processes of the service, and SIGCONT after a time. A separate process waits for that time, so
     * that no process stays frozen if this one ends.
     *
     * @return the number of processes, once each is seen to be stopped
     */
    static int freeze(Service service, Duration time) throws InterruptedException {
        List<String> processes = service.processes().stream()
                .map(process -> Long.toString(process.pid()))
                .toList();
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "kill -STOP \"$@\"; sleep \"$0\"; kill -CONT \"$@\"",
                Long.toString(time.toSeconds())));
        command.addAll(processes);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (String process : processes) {
                while (!isStopped(process)) {
                    requireTime(deadline, service.name() + " has not stopped after SIGSTOP.");
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (IOException failure) {
            throw new ServiceFailedException(service.name() + " cannot be frozen: " + failure.getMessage(), failure);
        }
        return processes.size();
    }

    /** Whether a process is stopped, or is gone. */
    private static boolean isStopped(String process) throws IOException {
        Path stat = Path.of("/proc", process, "stat");
        if (Files.exists(Path.of("/proc/self/stat"))) {
            if (!Files.exists(stat)) {
                return true;
            }
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return line.charAt(line.lastIndexOf(')') + STATE_AFTER_NAME) == 'T';
        }
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", process).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return state.isEmpty() || state.startsWith("T");
    }

    private static void requireTime(long deadline, String sentence) {
        if (System.nanoTime() - deadline > 0) {
            throw new ServiceFailedException(sentence);
        }
    }
}
