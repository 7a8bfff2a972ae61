package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the tally's results go, each under the name of its table or topic. */
public record TallySinks(
        Sink<CandidateTotal> candidateTotals,
        Sink<CandidateWindow> votesPerCandidate,
        Sink<LocationTotal> locationTotals,
        Sink<LocationWindow> turnoutByLocation,
        Sink<LateVote> lateVotes,
        Sink<RejectedRecord> rejectedRecords,
        Sink<CandidateResult> candidateResults,
        Sink<LocationResult> locationResults) {}
