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

/** The files of the project's directory {@code data} that come with the program, so that they are there wherever it runs. */
public final class DataFile {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private DataFile() {}

    /** The bytes of a file; the caller closes the stream. */
    public static InputStream open(String file) {
        return DataFile.class.getResourceAsStream("/data/" + file);
    }

    /** The rows of a CSV file, whose fields go by the names in its header. */
    public static List<CSVRecord> rows(String file) {
        try (Reader reader = new InputStreamReader(open(file), StandardCharsets.UTF_8);
                var records = FORMAT.parse(reader)) {
            return records.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own file " + file + " cannot be read.", e);
        }
    }
}
