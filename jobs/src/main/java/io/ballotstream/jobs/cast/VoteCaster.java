package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.cast.rules.BallotPlan;
import io.ballotstream.jobs.cast.rules.VoterKey;
import io.ballotstream.jobs.cast.rules.VotingAge;
import io.ballotstream.jobs.cast.rules.VotingTime;
import io.ballotstream.jobs.election.CastingSetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteIds;
import io.ballotstream.model.codec.RollEntry;
import io.ballotstream.model.codec.VoterJson;

/**
 * Validates a voter's record and casts the vote. The vote is a pure function of the record and the election, so that a
 * replay casts the same vote again. Not thread-safe.
 */
final class VoteCaster {
    private final VotingAge votingAge;
    private final BallotPlan plan;
    private final VoteIds voteIds;

    VoteCaster(CastingSetup setup) {
        this.votingAge = new VotingAge(setup.election().votingAge());
        this.plan = BallotPlan.of(setup.locations(), setup.ballotPlan());
        this.voteIds = new VoteIds(setup.salt());
    }

    /** The number of registered voters. */
    long voters() {
        return plan.voters();
    }

    /**
     * Casts the vote of the voter in a record.
     *
     * @throws InvalidRecordException if the record is invalid; if several rules reject it, the exception has the reason
     *     of the first rule in the order of this method
     */
    CastVote cast(RawRecord record) throws InvalidRecordException {
        RollEntry entry = VoterJson.readRollEntry(record.value());
        VoterKey.require(record.key(), entry.voterId());
        votingAge.require(entry.dateOfBirth(), record.timestamp());
        String candidateId = plan.candidateOf(entry.location(), entry.rollNumber());
        long votingTime = VotingTime.of(entry, record.timestamp());
        return new CastVote(
                entry.voterId(),
                new Vote(voteIds.of(entry.voterId()), candidateId, entry.location(), votingTime),
                record.timestamp());
    }
}
