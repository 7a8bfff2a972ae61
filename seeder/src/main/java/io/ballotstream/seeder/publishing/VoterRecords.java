package io.ballotstream.seeder.publishing;

import io.ballotstream.model.Election;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.registration.ElectionTables;
import io.ballotstream.seeder.registration.Registration;
import io.ballotstream.seeder.registration.StoredElection;
import io.ballotstream.seeder.registration.VoterTable;
import io.ballotstream.seeder.registration.VoterTable.StoredVoter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All records of an election in the order in which they are published, read from the table in pages. Reading again
 * gives the same bytes.
 */
final class VoterRecords {
    private static final int PAGE = 5000;

    private final Election election;
    private final VoterTable table;
    private final FaultyRecords faulty;
    private final RecordOrder order;
    private final VoterRecord[] kept = new VoterRecord[RecordOrder.SLOTS];
    private final Deque<StoredVoter> page = new ArrayDeque<>(PAGE);

    VoterRecords(StoredElection stored, Connection connection) throws SQLException {
        this.election = stored.election();
        this.table = new VoterTable(connection);
        this.faulty = new FaultyRecords(stored, new ElectionTables(connection).electorate());
        this.order = new RecordOrder(
                election.seed(), stored.manifest(), Registration.lateVoters(election, stored.manifest()));
    }

    boolean hasNext() {
        return order.hasNext();
    }

    VoterRecord next() throws SQLException {
        Step step = order.next();
        return switch (step.kind()) {
            case ON_TIME, LATE -> voter(step);
            case DUPLICATE_VOTER -> kept[step.slot()];
            default -> faulty.get(step.kind(), step.number());
        };
    }

    private VoterRecord voter(Step step) throws SQLException {
        if (page.isEmpty()) {
            page.addAll(table.read(step.number(), Math.min(step.number() + PAGE, election.voters())));
        }
        StoredVoter voter = page.poll();
        if (voter == null || voter.hasVotedBefore() != (step.kind() == RecordKind.LATE)) {
            throw new ServiceFailedException("The table voters was changed after it was prepared: voter number "
                    + step.number() + " is missing or was replaced. Start over with --reset.");
        }
        VoterRecord record = new VoterRecord(voter.voterId(), voter.json());
        if (step.slot() != Step.NOT_KEPT) {
            kept[step.slot()] = record;
        }
        return record;
    }
}
