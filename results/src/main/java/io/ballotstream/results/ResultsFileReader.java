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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads and validates one results file. It stops at the first line that breaks a rule. */
final class ResultsFileReader {
    private static final List<String> HEADER =
            List.of("location", "latitude", "longitude", "candidate", "party", "votes");
    private static final String SEATS = "seats";
    private static final String COLOR = "color";
    private static final List<List<String>> HEADERS =
            List.of(HEADER, with(SEATS), with(COLOR), with(SEATS, COLOR), with(COLOR, SEATS));
    private static final int MOST_SEATS = 1_000_000;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern HEX_COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern DEGREES = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
    /** Two names of this length fit into one entry of a PostgreSQL index. */
    private static final int MAX_NAME_BYTES = 1000;

    private final Path path;
    private final Map<Stander, String> candidateIds = new LinkedHashMap<>();
    private final Set<String> locations = new LinkedHashSet<>();
    private final GivenOnce<Coordinates> coordinates = new GivenOnce<>("The location has other coordinates");
    private final GivenOnce<Integer> seats = new GivenOnce<>("The location has another number of seats");
    private final GivenOnce<String> colors = new GivenOnce<>("The candidate has another color");
    private final Map<LineKey, Long> firstLines = new HashMap<>();
    private final List<ResultsLine> lines = new ArrayList<>();
    private final List<Long> lineNumbers = new ArrayList<>();
    private List<String> header;
    private long totalVotes;
    /** The line on which the current record begins. With quoted line breaks, a record can span several lines. */
    private long line = 1;

    private ResultsFileReader(Path path) {
        this.path = path;
    }

    /** Identifies a candidate. */
    private record Stander(String name, String party) {}

    private record Coordinates(double latitude, double longitude) {}

    /** Identifies a line: no two lines have the same key. */
    private record LineKey(String location, String candidateId) {}

    static ResultsFile read(Path path) {
        CsvText file = CsvText.read(path);
        ResultsFileReader reader = new ResultsFileReader(path);
        reader.readAll(file.text());
        return new ResultsFile(
                path,
                sha256(file.bytes()),
                reader.candidates(),
                reader.locations(),
                reader.lines,
                reader.totalVotes,
                reader.header.contains(SEATS),
                SumRows.warnings(path.toString(), reader.lines, reader.lineNumbers, reader::candidateName));
    }

    private static List<String> with(String... columns) {
        return Stream.concat(HEADER.stream(), Stream.of(columns)).toList();
    }

    private List<ResultsCandidate> candidates() {
        List<ResultsCandidate> candidates = new ArrayList<>();
        candidateIds.forEach((stander, id) -> candidates.add(new ResultsCandidate(
                id,
                candidates.size() + 1,
                stander.name(),
                stander.party(),
                colors.of(id).orElse(null))));
        return candidates;
    }

    private List<ResultsLocation> locations() {
        return locations.stream()
                .map(name -> new ResultsLocation(
                        name,
                        coordinates.of(name).map(Coordinates::latitude).orElse(null),
                        coordinates.of(name).map(Coordinates::longitude).orElse(null),
                        seats.of(name).orElse(1)))
                .toList();
    }

    private String candidateName(String candidateId) {
        return candidateIds.entrySet().stream()
                .filter(candidate -> candidate.getValue().equals(candidateId))
                .map(candidate -> candidate.getKey().name())
                .findFirst()
                .orElseThrow();
    }

    private void readAll(String text) {
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            Iterator<CSVRecord> records = parser.iterator();
            header = records.hasNext() ? List.of(records.next().values()) : List.of();
            if (!HEADERS.contains(header)) {
                throw bad(
                        "The header must be " + String.join(",", HEADER) + ", optionally followed by seats and color.");
            }
            for (line = parser.getCurrentLineNumber() + 1;
                    records.hasNext();
                    line = parser.getCurrentLineNumber() + 1) {
                add(records.next());
            }
        } catch (IOException | UncheckedIOException e) {
            throw bad("A quoted field is not closed, or text follows its closing quote.");
        }
        if (lines.isEmpty()) {
            throw bad("No results follow the header.");
        }
        if (totalVotes == 0) {
            throw bad("The file contains no votes.");
        }
    }

    private void add(CSVRecord record) {
        if (record.size() != header.size()) {
            throw bad("There must be " + header.size() + " columns, but there are " + record.size() + ".");
        }
        String location = name(record, "location");
        locations.add(location);
        coordinates(record).ifPresent(given -> coordinates.put(location, given));
        seats(record).ifPresent(given -> seats.put(location, given));
        Stander stander = new Stander(name(record, "candidate"), text(record, "party"));
        String candidate = candidateIds.computeIfAbsent(stander, s -> "c" + (candidateIds.size() + 1));
        color(record).ifPresent(given -> colors.put(candidate, given));
        Long firstLine = firstLines.putIfAbsent(new LineKey(location, candidate), line);
        if (firstLine != null) {
            throw bad("The location, candidate and party are the same as on line " + firstLine + ".");
        }
        long votes = votes(record);
        lines.add(new ResultsLine(location, candidate, votes));
        lineNumbers.add(line);
    }

    private Optional<Coordinates> coordinates(CSVRecord record) {
        Double latitude = degrees(record, "latitude", 90);
        Double longitude = degrees(record, "longitude", 180);
        if ((latitude == null) != (longitude == null)) {
            throw bad("Latitude and longitude must both be given, or both be empty.");
        }
        return latitude == null ? Optional.empty() : Optional.of(new Coordinates(latitude, longitude));
    }

    private Optional<Integer> seats(CSVRecord record) {
        return optional(record, SEATS).map(text -> {
            // Any number of seven digits fits into an int.
            int given = WHOLE_NUMBER.matcher(text).matches() && text.length() <= 7 ? Integer.parseInt(text) : 0;
            if (given < 1 || given > MOST_SEATS) {
                throw bad("The seats must be a whole number from 1 to " + MOST_SEATS + ".");
            }
            return given;
        });
    }

    private Optional<String> color(CSVRecord record) {
        return optional(record, COLOR).map(text -> {
            if (!HEX_COLOR.matcher(text).matches()) {
                throw bad("The color must be # and six hexadecimal digits, for example #0087dc.");
            }
            return text.toLowerCase(Locale.ROOT);
        });
    }

    /** An optional value per key. It may be given on any of the key's lines, but must not differ between them. */
    private final class GivenOnce<V> {
        private final String contradiction;
        private final Map<String, V> values = new HashMap<>();
        private final Map<String, Long> since = new HashMap<>();

        GivenOnce(String contradiction) {
            this.contradiction = contradiction;
        }

        void put(String key, V value) {
            V known = values.putIfAbsent(key, value);
            if (known != null && !known.equals(value)) {
                throw bad(contradiction + " on line " + since.get(key) + ".");
            }
            since.putIfAbsent(key, line);
        }

        Optional<V> of(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }

    private long votes(CSVRecord record) {
        String text = field(record, "votes");
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw bad("The votes must be a whole number from 0.");
        }
        try {
            long votes = Long.parseLong(text);
            totalVotes = Math.addExact(totalVotes, votes);
            return votes;
        } catch (ArithmeticException | NumberFormatException e) {
            throw bad("The total of the votes up to this line exceeds " + Long.MAX_VALUE + ".");
        }
    }

    /** Degrees from minus to plus the limit, or null if the field is empty. */
    private Double degrees(CSVRecord record, String column, int limit) {
        String text = field(record, column);
        if (text.isEmpty()) {
            return null;
        }
        // parseDouble also accepts NaN, 1f, hexadecimal numbers and spaces.
        double degrees = DEGREES.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(Math.abs(degrees) <= limit)) {
            throw bad("The " + column + " must be a number from -" + limit + " to " + limit + ".");
        }
        // Adding 0.0 turns -0.0 into 0.0, so that both are the same place.
        return degrees + 0.0;
    }

    private String name(CSVRecord record, String column) {
        String name = text(record, column);
        if (name.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw bad("The " + column + " must not be blank.");
        }
        return name;
    }

    /** Text that PostgreSQL can store and index. */
    private String text(CSVRecord record, String column) {
        String text = field(record, column);
        if (text.indexOf('\0') >= 0) {
            throw bad("The " + column + " must not contain a NUL character.");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw bad("The " + column + " must not be longer than " + MAX_NAME_BYTES + " bytes.");
        }
        return text;
    }

    private String field(CSVRecord record, String column) {
        return record.get(header.indexOf(column));
    }

    /** The value of an optional column, unless the column is missing or its field is empty. */
    private Optional<String> optional(CSVRecord record, String column) {
        return header.contains(column)
                ? Optional.of(field(record, column)).filter(text -> !text.isEmpty())
                : Optional.empty();
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
