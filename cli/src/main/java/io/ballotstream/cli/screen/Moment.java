package io.ballotstream.cli.screen;

import java.time.Duration;
import java.util.List;

/**
 * Everything that is shown of an election at one moment.
 *
 * @param program the name of the program, such as {@code rehearsal}
 * @param elapsed since the start of the program
 * @param addresses one line per available service
 * @param activity a short description of the current activity
 * @param done the completed part of the activity, in its own unit
 * @param total of the activity; 0 if unknown
 * @param published records published so far
 * @param toPublish number of records to publish; 0 if unknown
 * @param perSecond the current rate of counted votes
 * @param board the newest results
 */
public record Moment(
        String program,
        Duration elapsed,
        List<String> addresses,
        String activity,
        long done,
        long total,
        long published,
        long toPublish,
        double perSecond,
        Board board) {
    /** Copies the addresses. */
    public Moment {
        addresses = List.copyOf(addresses);
    }
}
