package io.ballotstream.cli.screen;

import java.time.Duration;
import java.util.List;

/**
 * Everything that can be shown of an election at one moment.
 *
 * @param program that holds the election, such as {@code rehearsal}
 * @param addresses one line per service that is up
 * @param activity what is being done, in a few words
 * @param done how much of the activity is done, in the activity's own unit
 * @param total how much there is to do; 0 while that is not known
 * @param published records published so far
 * @param toPublish all records that will be published; 0 while that is not known
 * @param perSecond ballots counted per second, lately
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
    public Moment {
        addresses = List.copyOf(addresses);
    }
}
