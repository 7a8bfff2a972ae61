package io.ballotstream.results;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads one results file and holds every line of it against the rules; the first broken one ends the reading. */
final class ResultsFileReader {
    private static final List<String> HEADER =
            List.of("location", "latitude", "longitude", "candidate", "party", "votes");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern DEGREES = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
    /** What still fits into one entry of a database index, twice. */
    private static final int MAX_NAME_BYTES = 1000;

    private final Path path;
    private final Map<Stander, ResultsCandidate> candidates = new LinkedHashMap<>();
    private final Map<String, ResultsLocation> locations = new LinkedHashMap<>();
    private final Map<String, Long> coordinatesSince = new HashMap<>();
    private final Map<LineKey, Long> firstLines = new HashMap<>();
    private final List<ResultsLine> lines = new ArrayList<>();
    private final List<Long> lineNumbers = new ArrayList<>();
    private long totalVotes;
    /** Where the record at hand begins: quoted line breaks let a record span several lines. */
    private long line = 1;

    private ResultsFileReader(Path path) {
        this.path = path;
    }

    /** Who stands: one candidate per name and party. */
    private record Stander(String name, String party) {}

    /** What a line is about. */
    private record LineKey(String location, String candidateId) {}

    static ResultsFile read(Path path) {
        CsvText file = CsvText.read(path);
        ResultsFileReader reader = new ResultsFileReader(path);
        reader.readAll(file.text());
        return new ResultsFile(
                path,
                sha256(file.bytes()),
                List.copyOf(reader.candidates.values()),
                List.copyOf(reader.locations.values()),
                reader.lines,
                reader.totalVotes,
                SumRows.warnings(path.toString(), reader.lines, reader.lineNumbers, reader::candidateName));
    }

    private String candidateName(String candidateId) {
        return candidates.values().stream()
                .filter(candidate -> candidate.candidateId().equals(candidateId))
                .map(ResultsCandidate::name)
                .findFirst()
                .orElseThrow();
    }

    private void readAll(String text) {
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext() || !List.of(records.next().values()).equals(HEADER)) {
                throw bad("The header must be " + String.join(",", HEADER) + ".");
            }
            for (line = parser.getCurrentLineNumber() + 1;
                    records.hasNext();
                    line = parser.getCurrentLineNumber() + 1) {
                add(records.next());
            }
        } catch (IOException | UncheckedIOException e) {
            throw bad("A quoted field does not end, or goes on after its closing quote.");
        }
        if (lines.isEmpty()) {
            throw bad("No results follow the header.");
        }
        if (totalVotes == 0) {
            throw bad("The file ends without a single vote.");
        }
    }

    private void add(CSVRecord record) {
        if (record.size() != HEADER.size()) {
            throw bad("There must be " + HEADER.size() + " columns, but there are " + record.size() + ".");
        }
        ResultsLocation location =
                location(name(record, "location"), degrees(record, "latitude", 90), degrees(record, "longitude", 180));
        Stander stander = new Stander(name(record, "candidate"), text(record, "party"));
        ResultsCandidate candidate = candidates.computeIfAbsent(
                stander, s -> ResultsCandidate.of(candidates.size() + 1, s.name(), s.party()));
        Long firstLine = firstLines.putIfAbsent(new LineKey(location.location(), candidate.candidateId()), line);
        if (firstLine != null) {
            throw bad("The location, candidate and party are the same as on line " + firstLine + ".");
        }
        long votes = votes(record);
        lines.add(new ResultsLine(location.location(), candidate.candidateId(), votes));
        lineNumbers.add(line);
    }

    /** The location, with the coordinates of whichever of its lines gives them. */
    private ResultsLocation location(String name, Double latitude, Double longitude) {
        if ((latitude == null) != (longitude == null)) {
            throw bad("Latitude and longitude must be given both or neither.");
        }
        ResultsLocation given = new ResultsLocation(name, latitude, longitude);
        ResultsLocation known = locations.putIfAbsent(name, given);
        if (given.hasCoordinates() && known != null && known.hasCoordinates() && !known.equals(given)) {
            throw bad("The location has other coordinates on line " + coordinatesSince.get(name) + ".");
        }
        if (given.hasCoordinates()) {
            locations.put(name, given);
            coordinatesSince.putIfAbsent(name, line);
        }
        return given;
    }

    private long votes(CSVRecord record) {
        String text = field(record, "votes");
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw bad("The votes must be a whole number that is not negative.");
        }
        try {
            long votes = Long.parseLong(text);
            totalVotes = Math.addExact(totalVotes, votes);
            return votes;
        } catch (ArithmeticException | NumberFormatException e) {
            throw bad("The votes are too many: with this line they exceed " + Long.MAX_VALUE + ".");
        }
    }

    /** Degrees between plus and minus the limit, or null where the field is empty. */
    private Double degrees(CSVRecord record, String column, int limit) {
        String text = field(record, column);
        if (text.isEmpty()) {
            return null;
        }
        // parseDouble takes much that is not a plain number: NaN, 1f, hexadecimal, spaces.
        double degrees = DEGREES.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(Math.abs(degrees) <= limit)) {
            throw bad("The " + column + " must be a number from -" + limit + " to " + limit + ".");
        }
        // Adding zero makes -0.0 and 0.0 the same place.
        return degrees + 0.0;
    }

    private String name(CSVRecord record, String column) {
        String name = text(record, column);
        if (name.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw bad("The " + column + " must not be blank.");
        }
        return name;
    }

    /** Text that the database can keep and index. */
    private String text(CSVRecord record, String column) {
        String text = field(record, column);
        if (text.indexOf('\0') >= 0) {
            throw bad("The " + column + " must not hold a NUL character.");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw bad("The " + column + " must not be longer than " + MAX_NAME_BYTES + " bytes.");
        }
        return text;
    }

    private static String field(CSVRecord record, String column) {
        return record.get(HEADER.indexOf(column));
    }

    private BadInputException bad(String sentence) {
        return new BadInputException(path + " line " + line + ": " + sentence);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256, which every JDK must have.", e);
        }
    }
}
