package io.ballotstream.cli.drill;

import io.ballotstream.cli.RootCause;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Printable;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import io.ballotstream.store.copy.TableFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An election that a release stopped in the middle, as one ZIP file: savepoints of both jobs, tables and topics. A later
 * release restores it.
 */
final class Snapshot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    private static final String PROPERTIES = "snapshot.properties";
    private static final String RELEASE = "release";
    private static final String SCHEMA = "schema";
    private static final String TABLES = "tables";
    private static final String TOPICS = "topics";
    private static final String SAVEPOINTS = "savepoints";
    /** The broker creates indexes again. They are large, because their files are allocated in advance. */
    private static final List<String> NOT_COPIED = List.of(".index", ".timeindex", ".txnindex", ".lock");

    private final Path file;
    private final FileSystem zip;
    private final Properties properties;

    private Snapshot(Path file, FileSystem zip, Properties properties) {
        this.file = file;
        this.zip = zip;
        this.properties = properties;
    }

    /**
     * Opens a snapshot for reading.
     *
     * @throws BadInputException if the file is not a snapshot
     */
    static Snapshot open(Path file) {
        FileSystem zip = null;
        try {
            zip = FileSystems.newFileSystem(file);
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(zip.getPath(PROPERTIES))) {
                properties.load(reader);
            }
            if (properties.getProperty(RELEASE) == null || properties.getProperty(SCHEMA) == null) {
                throw new IOException(PROPERTIES + " names no " + RELEASE + " or no " + SCHEMA);
            }
            return new Snapshot(file, zip, properties);
        } catch (IOException | ProviderNotFoundException failure) {
            close(zip);
            throw new BadInputException("--upgrade " + Printable.text(file.toString())
                    + " must be a file that --snapshot wrote: " + RootCause.sentence(failure));
        }
    }

    /**
     * Writes a snapshot.
     *
     * @param file must not exist
     * @param release that ran until now
     * @param owner of the tables
     * @param topics log directory of a broker that is down
     * @param savepoints of both jobs, by their names
     * @throws ServiceFailedException if it cannot be written; then there is no file
     */
    static void write(Path file, String release, PostgresAddress owner, Path topics, Map<String, Path> savepoints) {
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
            Properties properties = new Properties();
            properties.setProperty(RELEASE, release);
            properties.setProperty(SCHEMA, Schema.version(owner));
            try (Writer writer = Files.newBufferedWriter(zip.getPath(PROPERTIES))) {
                properties.store(writer, null);
            }
            TableFiles.write(owner, Files.createDirectory(zip.getPath(TABLES)));
            copy(topics, zip.getPath(TOPICS));
            Path all = Files.createDirectory(zip.getPath(SAVEPOINTS));
            for (Map.Entry<String, Path> savepoint : savepoints.entrySet()) {
                copy(savepoint.getValue(), all.resolve(savepoint.getKey()));
            }
        } catch (IOException | SQLException failure) {
            deleteIncomplete(file);
            throw new ServiceFailedException(
                    "The snapshot " + file + " cannot be written: " + RootCause.sentence(failure), failure);
        }
    }

    private static void deleteIncomplete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException alsoFailed) {
            LOG.warn("The incomplete snapshot {} cannot be deleted.", file, alsoFailed);
        }
    }

    /** The release that wrote it. */
    String release() {
        return properties.getProperty(RELEASE);
    }

    /** Fills the log directory of a new broker. */
    void restoreTopics(Path logs) throws IOException {
        copy(zip.getPath(TOPICS), logs);
    }

    /**
     * Fills a new database with the tables of that release.
     *
     * @param owner of the database
     * @throws ServiceFailedException if PostgreSQL refuses
     */
    void restoreTables(PostgresAddress owner) {
        Schema.migrateTo(owner, properties.getProperty(SCHEMA));
        try {
            TableFiles.read(owner, zip.getPath(TABLES));
        } catch (IOException | SQLException failure) {
            throw new ServiceFailedException(
                    "The tables of " + file + " cannot be restored: " + RootCause.sentence(failure), failure);
        }
    }

    /**
     * Copies the savepoints to a directory.
     *
     * @param directory exists
     * @return where the savepoint of each job is, as Flink addresses it
     */
    Map<String, String> restoreSavepoints(Path directory) {
        try {
            Map<String, String> savepoints = new HashMap<>();
            for (String job : DrillJobs.NAMES) {
                Path savepoint = directory.resolve(job);
                copy(zip.getPath(SAVEPOINTS, job), savepoint);
                savepoints.put(job, savepoint.toUri().toString());
            }
            return savepoints;
        } catch (IOException failure) {
            throw new ServiceFailedException(
                    "The savepoints of " + file + " cannot be restored: " + RootCause.sentence(failure), failure);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else if (NOT_COPIED.stream().noneMatch(entry.toString()::endsWith)) {
                    Files.copy(entry, target);
                }
            }
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(FileSystem zip) {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException failure) {
            // It was only read.
        }
    }
}
