package io.ballotstream.jobs.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.jobs.election.CastingSetup;
import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.tally.count.Delta;
import io.ballotstream.jobs.tally.count.TallyWindows;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Location;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.codec.VoteJson;
import java.time.Duration;
import java.util.List;

/** A small election and its votes. */
public final class Votes {
    /** The beginning of the election, a multiple of every window size in the tests. */
    public static final long START = 1_700_000_000_000L;

    public static final Lateness TEN_MINUTES = new Lateness(Duration.ofMinutes(10));

    public static final TallySettings SETTINGS = new TallySettings(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), TEN_MINUTES, Duration.ofMillis(250));

    public static final TallyWindows WINDOWS = SETTINGS.windows();

    /** The same candidates and locations as in the tests' database. */
    public static final TallySetup SETUP = new TallySetup(
            List.of(
                    new Candidate("c10", 10, "Cy", "West"),
                    new Candidate("c2", 2, "Bob", "South"),
                    new Candidate("c1", 1, "Ada", "North")),
            List.of(
                    new Location("Ohio", null, null, 100L),
                    new Location("Utah", null, null, null),
                    new Location("Guam", null, null, 0L)));

    /** An election of which only the tally's setup may be read. */
    public interface SourceForTally extends ElectionSource {
        @Override
        default CastingSetup forCasting() {
            throw new AssertionError("The tally must not read the setup of casting.");
        }
    }

    /** The election as the tally reads it. */
    public record Source() implements SourceForTally {
        @Override
        public TallySetup forTally() {
            return SETUP;
        }
    }

    private Votes() {}

    /** The id of the n-th vote. */
    public static VoteId id(long number) {
        return new VoteId(0, number);
    }

    public static RawRecord record(byte[] value, long kafkaTimestamp) {
        return new RawRecord(Topics.VOTES, 3, 7, kafkaTimestamp, null, value);
    }

    public static RawRecord record(String value, long kafkaTimestamp) {
        return record(value.getBytes(UTF_8), kafkaTimestamp);
    }

    /** The record of a vote, in the form that the casting job writes. */
    public static RawRecord record(Vote vote, long kafkaTimestamp) {
        return record(VoteJson.write(vote), kafkaTimestamp);
    }

    /** A delta of the window that contains its newest vote. */
    public static Delta delta(String location, String candidateId, long votes, long asOf) {
        return new Delta(asOf - Math.floorMod(asOf, SETTINGS.window().toMillis()), location, candidateId, votes, asOf);
    }
}
