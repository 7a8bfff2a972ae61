package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;

import io.ballotstream.jobs.postgres.Column;
import io.ballotstream.jobs.postgres.Table;
import java.util.List;

/** The mapping of {@link CastVote} to the table {@code votes}. */
public final class VotesTable {
    /** Append-only: the primary key is a second guarantee of one vote per voter. */
    public static final Table<CastVote> TABLE = Table.appendOnly(
            "votes",
            List.of(
                    new Column<>("voter_id", TEXT, CastVote::voterId),
                    new Column<>("vote_id", TEXT, cast -> cast.vote().voteId().toString()),
                    new Column<>("candidate_id", TEXT, cast -> cast.vote().candidateId()),
                    new Column<>("location", TEXT, cast -> cast.vote().location()),
                    new Column<>("voting_time", TIMESTAMPTZ, cast -> cast.vote().votingTime())));

    private VotesTable() {}
}
