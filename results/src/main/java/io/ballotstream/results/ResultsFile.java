package io.ballotstream.results;

import io.ballotstream.model.BadInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of an election, as read from a CSV file with the header
 * {@code location,latitude,longitude,candidate,party,votes}, after which the columns {@code seats} and {@code color} may
 * follow. Names are as in the file: nothing is trimmed, folded or normalised.
 *
 * @param path where the file was read
 * @param sha256 of the file's bytes, as 64 lower-case hexadecimal digits
 * @param candidates in ballot order
 * @param locations in order of first appearance
 * @param lines in file order
 * @param totalVotes the sum over the lines, at least 1
 * @param weighted whether the file has the column {@code seats}
 * @param warnings what is probably a mistake, in a sentence each that names the file and the line
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

    /** Keeps copies of the lists. */
    public ResultsFile {
        candidates = List.copyOf(candidates);
        locations = List.copyOf(locations);
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file of up to 64 MiB.
     *
     * @throws BadInputException if the file cannot be read or breaks a rule; the sentence names the file and, unless
     *     there is no file to read, the line on which the faulty record begins, counted from 1
     */
    public static ResultsFile read(Path path) {
        return ResultsFileReader.read(path);
    }

    /**
     * The lines of an election {@code scale} times smaller. The total is divided and rounded half up; the candidates'
     * votes are divided and rounded so that they sum up to it, up where the remainders are largest, and so are, for each
     * candidate, the votes per location. Ties go to what stands first in the file. The order of the lines stays.
     *
     * @param scale at least 1, which changes nothing
     * @throws BadInputException if no vote is left
     */
    public List<ResultsLine> scaledBy(long scale) {
        return scale == 1 ? lines : ScaledLines.of(lines, candidates, scale, totalScaledBy(scale));
    }

    /**
     * The number of votes in an election {@code scale} times smaller.
     *
     * @param scale at least 1, which changes nothing
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
