package io.ballotstream.seeder.plan;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Contest;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The elections whose results are bundled with the program. */
public enum Example {
    /** The US presidential election of 2020 by state, as one race. */
    US_2020(
            "us-2020",
            Contest.NATION,
            1000,
            "us-president-2020-by-state.csv",
            new Electorate("us-states.csv", "name", "eligible_voters")),
    /**
     * The same election by electors: the candidate with the most votes in a state wins all of its electors. Unlike in
     * reality, this also applies to Maine and Nebraska.
     */
    US_2020_ELECTORS("us-2020-electors", Contest.LOCATION, US_2020.defaultScale, US_2020.file, US_2020.electorate),
    /** The UK general election of 2024, with a winner in each of 650 constituencies. */
    UK_2024(
            "uk-2024",
            Contest.LOCATION,
            100,
            "uk-general-2024-by-constituency.csv",
            new Electorate("uk-constituencies-2024.csv", "location", "electorate"));

    private static final Map<String, ResultsFile> READ = new ConcurrentHashMap<>();

    private final String word;
    private final Contest contest;
    private final long defaultScale;
    private final String file;
    private final Electorate electorate;

    Example(String word, Contest contest, long defaultScale, String file, Electorate electorate) {
        this.word = word;
        this.contest = contest;
        this.defaultScale = defaultScale;
        this.file = file;
        this.electorate = electorate;
    }

    /** The file with the number of voters of each location. */
    private record Electorate(String file, String locationColumn, String votersColumn) {
        Map<String, Long> read() {
            return DataFile.rows(file).stream()
                    .collect(Collectors.toMap(
                            row -> row.get(locationColumn), row -> Long.valueOf(row.get(votersColumn))));
        }
    }

    /**
     * Finds an example.
     *
     * @param word the value of the option {@code --example}
     * @return the example with this name
     * @throws BadInputException with a list of the names, if there is none
     */
    public static Example named(String word) {
        return Arrays.stream(values())
                .filter(example -> example.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "--example must be one of " + String.join(", ", words()) + ", but is \"" + word + "\"."));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(Example::word).toList();
    }

    /**
     * Finds the results of an example.
     *
     * @param sha256 digest of a results file, in hexadecimal
     * @return the results of the example whose file has this digest, if there is one
     */
    public static Optional<ResultsFile> resultsOf(String sha256) {
        return ofDigest(sha256).map(Example::results);
    }

    /** The number of voters of each location of a file with this digest; empty if not known. */
    static Map<String, Long> electorate(String sha256) {
        // Only known for these elections. Other elections in the same places had other voters.
        return ofDigest(sha256).map(example -> example.electorate.read()).orElse(Map.of());
    }

    private static Optional<Example> ofDigest(String sha256) {
        return Arrays.stream(values())
                .filter(example -> example.results().sha256().equals(sha256))
                .findFirst();
    }

    /** {@return the name on a command line} */
    public String word() {
        return word;
    }

    /** {@return whether it is one race, or has a winner in each location} */
    public Contest contest() {
        return contest;
    }

    /** {@return the divisor of the results unless the user sets one} */
    public long defaultScale() {
        return defaultScale;
    }

    /** {@return the results, which are read on the first call} */
    public ResultsFile results() {
        return READ.computeIfAbsent(file, Example::unpackAndRead);
    }

    private static ResultsFile unpackAndRead(String name) {
        try (InputStream in = DataFile.open(name)) {
            Path directory = Files.createTempDirectory("ballotstream-data");
            Path file = directory.resolve(name);
            try {
                Files.copy(in, file);
                return ResultsFile.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled file " + name + " cannot be read.", e);
        }
    }
}
