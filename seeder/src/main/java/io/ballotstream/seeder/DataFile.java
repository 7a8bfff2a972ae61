package io.ballotstream.seeder;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The files of the directory {@code data}. The program bundles them as resources. */
public final class DataFile {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private DataFile() {}

    /**
     * Opens a file.
     *
     * @param file name of an existing file, without a directory
     * @return the bytes of the file; the caller closes the stream
     */
    public static InputStream open(String file) {
        return DataFile.class.getResourceAsStream("/data/" + file);
    }

    /**
     * Reads a CSV file into memory.
     *
     * @param file name of an existing file, without a directory
     * @return the rows; fields have the names in the header
     */
    public static List<CSVRecord> rows(String file) {
        try (Reader reader = new InputStreamReader(open(file), StandardCharsets.UTF_8);
                var records = FORMAT.parse(reader)) {
            return records.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled file " + file + " cannot be read.", e);
        }
    }
}
