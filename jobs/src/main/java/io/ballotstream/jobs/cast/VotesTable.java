package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;

import io.ballotstream.jobs.postgres.Column;
import io.ballotstream.jobs.postgres.Table;
import java.util.List;

/** How the table {@code votes} is written. */
public final class VotesTable {
    /** A voter's first vote stays: the primary key is the backstop of one voter, one vote. */
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
