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
 * Casts the vote of the voter in a record: who, when and for whom is a function of the record and the election alone, so
 * that a replay casts the same vote again.
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

    /** How many can vote. */
    long voters() {
        return plan.voters();
    }

    /**
     * The vote.
     *
     * @throws InvalidRecordException with the first reason, in the order of the checks here, for which the record cannot
     *     be used
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
