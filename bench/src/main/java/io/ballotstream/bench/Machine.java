package io.ballotstream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine on which the figures were measured. */
record Machine(int processors, long memoryBytes, long heapBytes, String system, String java) {
    private static final double GIBIBYTE = 1L << 30;

    /** The machine of this process. */
    static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    /** A description on one line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d processors, %.1f GiB of memory, %s, %s with a heap of at most %.1f GiB; all services run on it",
                processors,
                memoryBytes / GIBIBYTE,
                system,
                java,
                heapBytes / GIBIBYTE);
    }
}
