package io.ballotstream.results;

import io.ballotstream.model.BadInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of an election, read from a CSV file with the header
 * {@code location,latitude,longitude,candidate,party,votes}, optionally followed by {@code seats} and {@code color}.
 * Names are unchanged: not trimmed, folded or normalised. Immutable.
 *
 * @param path where the file was read
 * @param sha256 digest of the file's bytes, as 64 lower-case hexadecimal digits
 * @param candidates in ballot order
 * @param locations in order of first appearance
 * @param lines in file order
 * @param totalVotes sum over all lines, at least 1
 * @param weighted whether the file has the column {@code seats}
 * @param warnings probable mistakes, one line each, with the file and the line
 */
public record ResultsFile(
        Path path,
        String sha256,
        List<ResultsCandidate> candidates,
        List<ResultsLocation> locations,
        List<ResultsLine> lines,
        long totalVotes,
        boolean weighted,
        List<String> warnings) {

    /** Copies the lists. */
    public ResultsFile {
        candidates = List.copyOf(candidates);
        locations = List.copyOf(locations);
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file of up to 64 MiB.
     *
     * @param path the CSV file
     * @return the results
     * @throws BadInputException if the file cannot be read or breaks a rule; the message names the file and, if it
     *     could be read, the line on which the faulty record begins, from 1
     */
    public static ResultsFile read(Path path) {
        return ResultsFileReader.read(path);
    }

    /**
     * Divides all votes by {@code scale}. The total is rounded half up. The candidates' votes are rounded with the
     * largest remainder method, so that they add up to the total. Then each candidate's votes per location are rounded
     * in the same way. Among equal remainders, the line that comes first in the file is rounded up first.
     *
     * @param scale at least 1; 1 changes nothing
     * @return the lines with fewer votes, in file order
     * @throws BadInputException if no vote is left
     */
    public List<ResultsLine> scaledBy(long scale) {
        return scale == 1 ? lines : ScaledLines.of(lines, candidates, scale, totalScaledBy(scale));
    }

    /**
     * Divides the total votes by {@code scale}, and rounds half up.
     *
     * @param scale at least 1; 1 changes nothing
     * @return at least 1
     * @throws BadInputException if no vote is left
     */
    public long totalScaledBy(long scale) {
        if (scale < 1) {
            throw new IllegalArgumentException("The scale must be at least 1, but is " + scale);
        }
        long total = LargestRemainder.divideRoundingHalfUp(totalVotes, scale);
        if (total == 0) {
            throw new BadInputException(
                    "--scale: " + scale + " leaves none of the " + totalVotes + " votes in " + path + ".");
        }
        return total;
    }
}
