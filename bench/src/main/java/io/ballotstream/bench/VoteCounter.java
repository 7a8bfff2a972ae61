package io.ballotstream.bench;

import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Location;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.codec.CanonicalVote;
import io.ballotstream.model.codec.KnownNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the records of {@code votes_topic} in hash maps, with the scanner of the tally. The seeder injects no faults
 * into the elections of the benchmarks, so a record that the tally would not count is an error. Not thread-safe.
 */
final class VoteCounter implements ConsumerLoops.Visitor {
    private final CanonicalVote vote = new CanonicalVote();
    private final Lateness lateness = TallySettings.DEFAULT.lateness();
    private final KnownNames candidateIds;
    private final KnownNames locations;
    private final long windowMs;
    private HashMapTally counts;

    VoteCounter(TallySetup election, long windowMs) {
        candidateIds = new KnownNames(
                election.candidates().stream().map(Candidate::candidateId).toList());
        locations = new KnownNames(
                election.locations().stream().map(Location::location).toList());
        this.windowMs = windowMs;
        counts = new HashMapTally(windowMs);
    }

    /** Returns the counts of the records that were visited since the last call. */
    HashMapTally take() {
        HashMapTally taken = counts;
        counts = new HashMapTally(windowMs);
        return taken;
    }

    @Override
    public void visit(ConsumerRecord<byte[], byte[]> record) {
        if (vote.scan(record.value())) {
            String candidateId = vote.candidateId(candidateIds);
            String location = vote.location(locations);
            if (candidateId != null && location != null && !lateness.isLate(vote.votingTime(), record.timestamp())) {
                counts.count(location, candidateId, vote.votingTime());
                return;
            }
        }
        throw new ServiceFailedException(record.topic() + " contains a record that is not a canonical vote on time, in"
                + " partition " + record.partition() + " at offset " + record.offset() + ".");
    }
}
