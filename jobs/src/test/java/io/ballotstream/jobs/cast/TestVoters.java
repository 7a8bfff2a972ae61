package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.cast.rules.BallotPlan;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Voter;
import io.ballotstream.model.codec.VoterJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Voters of a small election, and their records. */
final class TestVoters {
    static final long TIMESTAMP = 1_700_000_000_000L;
    static final byte[] SALT = "a salt that is thirty-two bytes.".getBytes(StandardCharsets.US_ASCII);

    private TestVoters() {}

    /** Ohio has 3 votes for c1, then 2 for c10; Utah 1000 for c2. */
    static Election election() {
        return new Election(
                18,
                SALT,
                new BallotPlan.Builder()
                        .share("Ohio", "c1", 3)
                        .share("Ohio", "c10", 2)
                        .share("Utah", "c2", 1000)
                        .build());
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

    /** The record on partition 1 that a voter's registration makes. */
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
