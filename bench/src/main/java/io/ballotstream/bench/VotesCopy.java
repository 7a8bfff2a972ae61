package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Copies the rows of the table {@code votes} from a temporary file into an equal table, with COPY. */
final class VotesCopy implements AutoCloseable {
    private final Tables tables;
    private final Path rows;

    private VotesCopy(Tables tables, Path rows) {
        this.tables = tables;
        this.rows = rows;
    }

    /** Exports the current rows of the table. */
    static VotesCopy of(Tables tables) {
        VotesCopy copy = new VotesCopy(tables, temporaryFile());
        tables.execute("DROP TABLE IF EXISTS copied_votes");
        tables.execute("CREATE TABLE copied_votes (LIKE votes INCLUDING ALL)");
        tables.inDatabase(() -> {
            try (OutputStream file = Files.newOutputStream(copy.rows)) {
                return copy.manager().copyOut("COPY votes TO STDOUT", file);
            }
        });
        return copy;
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("ballotstream-votes-", ".copy");
        } catch (IOException e) {
            throw new ServiceFailedException("No temporary file can be created: " + e.getMessage(), e);
        }
    }

    /** Copies all rows in one statement. They are durable when it returns. */
    double rowsPerSecond() {
        tables.execute("TRUNCATE copied_votes");
        return tables.inDatabase(() -> {
            try (InputStream file = Files.newInputStream(rows)) {
                long began = System.nanoTime();
                long copied = manager().copyIn("COPY copied_votes FROM STDIN", file);
                return copied * 1e9 / (System.nanoTime() - began);
            }
        });
    }

    private CopyManager manager() throws SQLException {
        return tables.connection().unwrap(PGConnection.class).getCopyAPI();
    }

    /** Deletes the file and the table. */
    @Override
    public void close() {
        tables.execute("DROP TABLE copied_votes");
        tables.inDatabase(() -> Files.deleteIfExists(rows));
    }
}
