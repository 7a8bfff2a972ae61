package io.ballotstream.jobs.tally.publish;

import static io.ballotstream.jobs.postgres.ColumnType.BIGINT;
import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;

import io.ballotstream.jobs.postgres.Column;
import io.ballotstream.jobs.postgres.Table;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.model.Topics;
import java.util.List;

/** The mapping of the tally's results to their tables. Counts are upserted, late votes are append-only. */
public final class ResultTables {
    /** The table {@code candidate_totals}. */
    public static final Table<CandidateTotal> CANDIDATE_TOTALS = Table.upserted(
            "candidate_totals",
            List.of(new Column<>("candidate_id", TEXT, CandidateTotal::candidateId)),
            List.of(
                    new Column<>("votes", BIGINT, CandidateTotal::votes),
                    new Column<>("as_of", TIMESTAMPTZ, CandidateTotal::asOf)));

    /** The table {@code votes_per_candidate}. */
    public static final Table<CandidateWindow> VOTES_PER_CANDIDATE = Table.upserted(
            "votes_per_candidate",
            List.of(
                    new Column<>("window_start", TIMESTAMPTZ, CandidateWindow::windowStart),
                    new Column<>("candidate_id", TEXT, CandidateWindow::candidateId)),
            List.of(
                    new Column<>("window_end", TIMESTAMPTZ, CandidateWindow::windowEnd),
                    new Column<>("votes", BIGINT, CandidateWindow::votes)));

    /** The table {@code location_totals}. */
    public static final Table<LocationTotal> LOCATION_TOTALS = Table.upserted(
            "location_totals",
            List.of(
                    new Column<>("location", TEXT, LocationTotal::location),
                    new Column<>("candidate_id", TEXT, LocationTotal::candidateId)),
            List.of(
                    new Column<>("votes", BIGINT, LocationTotal::votes),
                    new Column<>("as_of", TIMESTAMPTZ, LocationTotal::asOf)));

    /** The table {@code turnout_by_location}. */
    public static final Table<LocationWindow> TURNOUT_BY_LOCATION = Table.upserted(
            "turnout_by_location",
            List.of(
                    new Column<>("window_start", TIMESTAMPTZ, LocationWindow::windowStart),
                    new Column<>("location", TEXT, LocationWindow::location)),
            List.of(
                    new Column<>("window_end", TIMESTAMPTZ, LocationWindow::windowEnd),
                    new Column<>("votes", BIGINT, LocationWindow::votes)));

    /** The table {@code party_totals}. */
    public static final Table<PartyTotal> PARTY_TOTALS = Table.upserted(
            "party_totals",
            List.of(new Column<>("party", TEXT, PartyTotal::party)),
            List.of(
                    new Column<>("votes", BIGINT, PartyTotal::votes),
                    new Column<>("as_of", TIMESTAMPTZ, PartyTotal::asOf)));

    /** The table {@code votes_per_party}. */
    public static final Table<PartyWindow> VOTES_PER_PARTY = Table.upserted(
            "votes_per_party",
            List.of(
                    new Column<>("window_start", TIMESTAMPTZ, PartyWindow::windowStart),
                    new Column<>("party", TEXT, PartyWindow::party)),
            List.of(
                    new Column<>("window_end", TIMESTAMPTZ, PartyWindow::windowEnd),
                    new Column<>("votes", BIGINT, PartyWindow::votes)));

    /** The table {@code late_votes}. */
    public static final Table<LateVote> LATE_VOTES = Table.appendOnly(
            "late_votes",
            List.of(
                    new Column<>("vote_id", TEXT, late -> late.vote().voteId().toString()),
                    new Column<>("candidate_id", TEXT, late -> late.vote().candidateId()),
                    new Column<>("location", TEXT, late -> late.vote().location()),
                    new Column<>("voting_time", TIMESTAMPTZ, late -> late.vote().votingTime()),
                    new Column<>("arrived_at", TIMESTAMPTZ, LateVote::arrivedAt)));

    /** SQL condition that is true if any run of the tally job has written rows. */
    public static final String HOLD_ROWS = "EXISTS (SELECT FROM candidate_totals) OR EXISTS (SELECT FROM late_votes)"
            + " OR EXISTS (SELECT FROM rejected_records WHERE topic = '" + Topics.VOTES + "')";

    private ResultTables() {}
}
