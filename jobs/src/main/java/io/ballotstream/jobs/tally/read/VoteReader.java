package io.ballotstream.jobs.tally.read;

import static io.ballotstream.model.RejectReason.FUTURE_TIME;
import static io.ballotstream.model.RejectReason.UNKNOWN_CANDIDATE;
import static io.ballotstream.model.RejectReason.UNKNOWN_LOCATION;

import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Location;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.CanonicalVote;
import io.ballotstream.model.codec.KnownNames;
import io.ballotstream.model.codec.VoteJson;

/**
 * Parses the records of {@code votes_topic}, and decides whether a vote counts, is late, or is rejected. The decision
 * depends only on the record. Not thread-safe.
 */
public final class VoteReader {
    private final KnownNames candidateIds;
    private final KnownNames locations;
    private final Lateness lateness;
    private final CanonicalVote canonical = new CanonicalVote();

    /**
     * Creates a reader.
     *
     * @param setup the valid candidates and locations
     * @param lateness decides which votes are late
     */
    public VoteReader(TallySetup setup, Lateness lateness) {
        this.candidateIds = new KnownNames(
                setup.candidates().stream().map(Candidate::candidateId).toList());
        this.locations = new KnownNames(
                setup.locations().stream().map(Location::location).toList());
        this.lateness = lateness;
    }

    /**
     * Parses a record and decides about its vote.
     *
     * @param record a record of {@code votes_topic}
     * @return the decision
     */
    public VoteReading read(RawRecord record) {
        if (canonical.scan(record.value())) {
            String candidateId = canonical.candidateId(candidateIds);
            String location = canonical.location(locations);
            long votingTime = canonical.votingTime();
            if (candidateId != null && location != null && !isFuture(votingTime, record.timestamp())) {
                return lateness.isLate(votingTime, record.timestamp())
                        ? late(canonical.vote(candidateId, location), record)
                        : VoteReading.onTime(location, candidateId, votingTime);
            }
        }
        return parse(record);
    }

    /** Parses records that are not in canonical form or not valid. */
    VoteReading parse(RawRecord record) {
        try {
            Vote vote = VoteJson.read(record.value());
            String location = locations.find(vote.location());
            if (location == null) {
                throw new InvalidRecordException(
                        UNKNOWN_LOCATION, "The field location is not a location of the election.");
            }
            String candidateId = candidateIds.find(vote.candidateId());
            if (candidateId == null) {
                throw new InvalidRecordException(
                        UNKNOWN_CANDIDATE, "The field candidate_id is not a candidate of the election.");
            }
            if (isFuture(vote.votingTime(), record.timestamp())) {
                throw new InvalidRecordException(
                        FUTURE_TIME, "The field voting_time is more than a minute after the record's Kafka timestamp.");
            }
            return lateness.isLate(vote.votingTime(), record.timestamp())
                    ? late(vote, record)
                    : VoteReading.onTime(location, candidateId, vote.votingTime());
        } catch (InvalidRecordException fault) {
            return VoteReading.rejected(RejectedRecord.of(record, fault.reason(), fault.getMessage()));
        }
    }

    private static VoteReading late(Vote vote, RawRecord record) {
        return VoteReading.late(new LateVote(vote, record.timestamp()));
    }

    /**
     * Whether the voting time would advance the watermark too far. It is not negative, so the difference cannot
     * overflow.
     */
    private static boolean isFuture(long votingTime, long kafkaTimestamp) {
        return votingTime - Vote.CLOCK_TOLERANCE_MS > kafkaTimestamp;
    }
}
