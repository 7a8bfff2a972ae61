package io.ballotstream.jobs.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.tally.count.Delta;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.VoteJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A small contest and its votes. */
public final class Votes {
    /** When the election begins; a multiple of every window in the tests. */
    public static final long START = 1_700_000_000_000L;

    public static final Lateness TEN_MINUTES = new Lateness(Duration.ofMinutes(10));

    public static final TallySettings SETTINGS = new TallySettings(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), TEN_MINUTES, Duration.ofMillis(250));

    /** The same candidates and locations as in the tests' database. */
    public static final Contest CONTEST = new Contest(
            List.of(
                    new Contest.Candidate("c10", "Cy", "West", 10),
                    new Contest.Candidate("c2", "Bob", "South", 2),
                    new Contest.Candidate("c1", "Ada", "North", 1)),
            List.of(
                    new Contest.Location("Ohio", 100L),
                    new Contest.Location("Utah", null),
                    new Contest.Location("Guam", 0L)));

    private Votes() {}

    /** The id of the n-th vote. */
    public static String id(long number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    public static RawRecord record(byte[] value, long kafkaTimestamp) {
        return new RawRecord(Topics.VOTES, 3, 7, kafkaTimestamp, null, value);
    }

    public static RawRecord record(String value, long kafkaTimestamp) {
        return record(value.getBytes(UTF_8), kafkaTimestamp);
    }

    /** A record of a vote as the casting job writes it. */
    public static RawRecord record(Vote vote, long kafkaTimestamp) {
        return record(VoteJson.write(vote), kafkaTimestamp);
    }

    /** A delta of the window in which its newest vote lies. */
    public static Delta delta(String location, String candidateId, long votes, long asOf) {
        return new Delta(asOf - Math.floorMod(asOf, SETTINGS.window().toMillis()), location, candidateId, votes, asOf);
    }
}
