package io.ballotstream.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** The log file of a run. Receives the logging of all libraries, so that none of it appears on the screen. */
public final class RunLog {
    /** The layout of a line of the log, as a pattern of Log4j. */
    // Not %xEx: it initializes each class of a stack trace, and a class that cannot be initialized loses the whole
    // line.
    public static final String LAYOUT = "%d{yyyy-MM-dd HH:mm:ss.SSS}{UTC} %-5p [%t] %c{1.} - %m%n%ex";

    private static final String FILE = "file";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path file;

    private RunLog(Path file) {
        this.file = file;
    }

    /**
     * Redirects all logging of this process to a file.
     *
     * @param file is overwritten
     * @return the open log
     */
    public static RunLog open(Path file) {
        ConfigurationBuilder<BuiltConfiguration> log = configuration();
        log.add(log.newAppender(FILE, "File")
                .addAttribute("fileName", file.toString())
                .addAttribute("append", false)
                .add(log.newLayout("PatternLayout").addAttribute("pattern", LAYOUT)));
        log.add(log.newRootLogger(Level.INFO).add(log.newAppenderRef(FILE)));
        // These log the configuration of each client, each seek of the audit, and each commit of a sink, which would
        // hide all other messages.
        for (String verbose : List.of(
                "org.apache.kafka.clients.admin.AdminClientConfig",
                "org.apache.kafka.clients.consumer",
                "org.apache.kafka.clients.producer",
                "org.apache.kafka.common.config",
                "org.apache.flink.connector.kafka.sink.internal")) {
            log.add(log.newLogger(verbose, Level.WARN));
        }
        Configurator.reconfigure(log.build());
        return new RunLog(file);
    }

    /** Stops logging and closes the file. */
    public static void close() {
        ConfigurationBuilder<BuiltConfiguration> silence = configuration();
        Configurator.reconfigure(silence.add(silence.newRootLogger(Level.OFF)).build());
    }

    private static ConfigurationBuilder<BuiltConfiguration> configuration() {
        ConfigurationBuilder<BuiltConfiguration> log = ConfigurationBuilderFactory.newConfigurationBuilder();
        log.setStatusLevel(Level.OFF);
        // Log4j's shutdown hook would end the log while other things are still being stopped.
        log.setShutdownHook("disable");
        return log;
    }

    /** {@return the path of the log file} */
    public Path file() {
        return file;
    }

    /**
     * Copies the log to the current directory or, if that fails, to the temporary directory, and prints its path.
     *
     * @param user receives the path
     */
    public void keepFor(PrintStream user) {
        String name = "ballotstream-" + TIMESTAMP.format(LocalDateTime.now(ZoneOffset.UTC)) + ".log";
        copy(Path.of(name))
                .or(() -> copy(Path.of(System.getProperty("java.io.tmpdir")).resolve(name)))
                .ifPresent(copy -> user.println("The log is in " + copy + "."));
    }

    private Optional<Path> copy(Path target) {
        try {
            return Optional.of(Files.copy(file, target));
        } catch (IOException failure) {
            return Optional.empty();
        }
    }
}
