package io.ballotstream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** The file that takes everything libraries have to say, so that none of it reaches the screen. */
public final class RunLog {
    private static final String LAYOUT = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p [%t] %c{1.} - %m%n%xEx";
    private static final String FILE = "file";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path file;

    private RunLog(Path file) {
        this.file = file;
    }

    /** Sends all logging to the file from now on. */
    public static RunLog open(Path file) {
        ConfigurationBuilder<BuiltConfiguration> log = ConfigurationBuilderFactory.newConfigurationBuilder();
        log.setStatusLevel(Level.OFF);
        // Log4j's own hook would end the log while everything else is still being stopped.
        log.setShutdownHook("disable");
        log.add(log.newAppender(FILE, "File")
                .addAttribute("fileName", file.toString())
                .addAttribute("append", false)
                .add(log.newLayout("PatternLayout").addAttribute("pattern", LAYOUT)));
        log.add(log.newRootLogger(Level.INFO).add(log.newAppenderRef(FILE)));
        // Each client's whole configuration, which Kafka logs at every start, helps nobody here.
        log.add(log.newLogger("org.apache.kafka.clients.consumer.ConsumerConfig", Level.WARN));
        log.add(log.newLogger("org.apache.kafka.clients.producer.ProducerConfig", Level.WARN));
        log.add(log.newLogger("org.apache.kafka.clients.admin.AdminClientConfig", Level.WARN));
        Configurator.reconfigure(log.build());
        return new RunLog(file);
    }

    Path file() {
        return file;
    }

    /**
     * Copies what was logged so far to a place that outlives the run.
     *
     * @param directory where to; if it cannot be written, the directory for temporary files
     * @return the copy, or empty if there is no place for it
     */
    public Optional<Path> copyTo(Path directory) {
        String name = "ballotstream-" + TIMESTAMP.format(LocalDateTime.now()) + ".log";
        return copy(directory.resolve(name))
                .or(() -> copy(Path.of(System.getProperty("java.io.tmpdir")).resolve(name)));
    }

    private Optional<Path> copy(Path target) {
        try {
            return Optional.of(Files.copy(file, target));
        } catch (IOException failure) {
            return Optional.empty();
        }
    }

    /** Lets go of the file. */
    public static void close() {
        LogManager.shutdown();
    }
}
