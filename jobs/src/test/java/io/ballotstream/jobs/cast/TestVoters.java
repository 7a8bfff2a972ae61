package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.election.CastingSetup;
import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Voter;
import io.ballotstream.model.codec.VoterJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Creates voters of a small election, and their records. */
final class TestVoters {
    static final long TIMESTAMP = 1_700_000_000_000L;
    static final byte[] SALT = "a salt that is thirty-two bytes.".getBytes(StandardCharsets.US_ASCII);

    private TestVoters() {}

    /** In Ohio, 3 voters vote for c1 and 2 for c10; in Utah, 1000 vote for c2. */
    static CastingSetup setup() {
        return new CastingSetup(
                new Election(
                        "election-1",
                        "Test",
                        1,
                        1,
                        1005,
                        18,
                        null,
                        Instant.EPOCH,
                        "synthetic",
                        List.of("us"),
                        Contest.NATION),
                SALT,
                List.of(new Location("Ohio", null, null, null), new Location("Utah", null, null, null)),
                List.of(
                        new PlannedVotes("Ohio", "c1", 3),
                        new PlannedVotes("Ohio", "c10", 2),
                        new PlannedVotes("Utah", "c2", 1000)));
    }

    /** The election as the casting job reads it. */
    record Source() implements ElectionSource {
        @Override
        public CastingSetup forCasting() {
            return setup();
        }

        @Override
        public TallySetup forTally() {
            throw new AssertionError("Casting must not read the setup of the tally.");
        }
    }

    static Voter voter(String id, String location, long rollNumber, Long votedBeforeMs) {
        return voter(id, LocalDate.of(1980, 5, 17), location, rollNumber, votedBeforeMs);
    }

    static Voter voter(String id, LocalDate dateOfBirth, String location, long rollNumber, Long votedBeforeMs) {
        return new Voter(
                id,
                "Ada Löwe",
                dateOfBirth,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                location,
                rollNumber,
                votedBeforeMs);
    }

    /** The voter's record on partition 1. */
    static RawRecord record(long offset, Voter voter) {
        return record(offset, voter.voterId(), VoterJson.write(voter));
    }

    static RawRecord record(long offset, String key, String value) {
        return record(offset, key, value.getBytes(StandardCharsets.UTF_8));
    }

    static RawRecord record(long offset, String key, byte[] value) {
        return new RawRecord(Topics.VOTERS, 1, offset, TIMESTAMP, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
