package io.ballotstream.bench;

import static java.util.stream.Collectors.toMap;

import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.Lateness;
import io.ballotstream.model.Location;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.CanonicalVote;
import io.ballotstream.model.codec.KnownNames;
import io.ballotstream.store.DatabaseLogin;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The fastest loop that counts the same votes: a consumer for each thread, the scanner of the tally, and hash maps. It
 * is not fault-tolerant: nothing is checkpointed, fenced or written. Its results exist only in memory, and only at the
 * end.
 *
 * <p>The time begins with connecting and ends when the counts of all threads are merged into result tables.
 */
final class FastestLoop implements TallyBaseline {
    private final Stage stage;

    FastestLoop(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Counted count() throws InterruptedException {
        TallySetup election = election();
        Map<String, String> parties =
                election.candidates().stream().collect(toMap(Candidate::candidateId, Candidate::partyAffiliation));
        long windowMs = TallySettings.DEFAULT.window().toMillis();
        long began = System.nanoTime();
        List<VoteCounter> counters = new ConsumerLoops(stage.kafka(), Topics.VOTES, stage.parallelism())
                .read(() -> new VoteCounter(election, windowMs));
        HashMapTally.Results results = new HashMapTally.Results(parties, windowMs);
        counters.forEach(counter -> results.add(counter.counts));
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Counted(seconds, results.cells());
    }

    private TallySetup election() throws InterruptedException {
        try {
            return new PostgresElectionSource(new DatabaseLogin(stage.writer())).forTally();
        } catch (SQLException e) {
            throw new ServiceFailedException("The election cannot be read: " + e.getMessage(), e);
        }
    }

    /** Counts the votes of one thread. */
    private static final class VoteCounter implements ConsumerLoops.Visitor {
        private final CanonicalVote vote = new CanonicalVote();
        private final KnownNames candidateIds;
        private final KnownNames locations;
        private final Lateness lateness = TallySettings.DEFAULT.lateness();
        private final HashMapTally counts;

        VoteCounter(TallySetup election, long windowMs) {
            candidateIds = new KnownNames(
                    election.candidates().stream().map(Candidate::candidateId).toList());
            locations = new KnownNames(
                    election.locations().stream().map(Location::location).toList());
            counts = new HashMapTally(windowMs);
        }

        @Override
        public void visit(ConsumerRecord<byte[], byte[]> record) {
            if (vote.scan(record.value())) {
                String candidateId = vote.candidateId(candidateIds);
                String location = vote.location(locations);
                if (candidateId != null
                        && location != null
                        && !lateness.isLate(vote.votingTime(), record.timestamp())) {
                    counts.count(location, candidateId, vote.votingTime());
                    return;
                }
            }
            throw new ServiceFailedException(Topics.VOTES + " contains a record that is not a canonical vote on time,"
                    + " in partition " + record.partition() + " at offset " + record.offset() + ".");
        }
    }
}
