package io.ballotstream.faults;

import static io.ballotstream.faults.Stage.CASTING;
import static io.ballotstream.faults.Stage.CASTING_RESTARTED;
import static io.ballotstream.faults.Stage.SEEDING;
import static io.ballotstream.faults.Stage.TALLY;
import static io.ballotstream.faults.Stage.TALLY_IN_PARTS;
import static io.ballotstream.faults.Stage.TALLY_RESTARTED;

import java.util.List;

/** All faults, in the order of the stages. Each stage reads what earlier stages have written. */
public final class PlantedFaults {
    private static final String SWAPPED =
            "(\"California\".equals($) ? \"Texas\" : \"Texas\".equals($) ? \"California\" : $)";

    private static final String REPLACED = ".map(column -> column.name() + \" = EXCLUDED.\" + column.name())";
    private static final String ADDED_UP = ".map(column -> column.name() + \" = EXCLUDED.\" + column.name()\n"
            + "                        + (column.name().equals(\"votes\") ? \" + \" + name + \".votes\" : \"\"))";

    public static final List<PlantedFault> ALL = List.of(
            tally(
                    "a vote is counted for the other candidate",
                    "tally/count/PreAggregator",
                    "vote.location(), vote.candidateId())",
                    "vote.location(), \"c1\".equals(vote.candidateId()) ? \"c2\" : \"c2\".equals(vote.candidateId()) ?"
                            + " \"c1\" : vote.candidateId())",
                    "R6",
                    "counted + late"),
            tally(
                    "two locations are exchanged",
                    "tally/count/PreAggregator",
                    "windowStart, vote.location(),",
                    "windowStart, " + SWAPPED.replace("$", "vote.location()") + ",",
                    "R4",
                    "location_totals"),
            tally(
                    "windows begin a millisecond early",
                    "tally/count/PreAggregator",
                    "vote.votingTime(), 0, windowMs)",
                    "vote.votingTime(), windowMs - 1, windowMs)",
                    "R4",
                    "votes_per_candidate"),
            tally(
                    "a vote is counted in the window before its own",
                    "tally/count/PreAggregator",
                    "vote.votingTime(), 0, windowMs)",
                    "vote.votingTime() - windowMs, 0, windowMs)",
                    "R4",
                    "turnout_by_location"),
            tally(
                    "a window ends a millisecond late",
                    "tally/count/WindowCounts",
                    "return windowStart + windowMs;",
                    "return windowStart + windowMs + 1;",
                    "R4",
                    "votes_per_candidate"),
            tally(
                    "flushed counts are not reset, and are counted again",
                    "tally/count/PreAggregator",
                    "        counts.clear();\n",
                    "",
                    "R4",
                    "candidate_totals"),
            tally(
                    "a vote is dropped before it is counted",
                    "tally/read/VoteSorter",
                    "out.collect(reading.onTime());",
                    "if (reading.onTime().votingTime() % 7 != 0) { out.collect(reading.onTime()); }",
                    "R4",
                    "records in votes_topic"),
            tally(
                    "a late vote is also counted",
                    "tally/read/VoteSorter",
                    "ctx.output(LATE, reading.late());",
                    "ctx.output(LATE, reading.late());\n            io.ballotstream.model.Vote vote = reading.late().vote();\n"
                            + "            out.collect(new OnTimeVote(vote.location(), vote.candidateId(), vote.votingTime()));",
                    "R4",
                    "records in votes_topic"),
            tally(
                    "a late vote is neither counted nor stored",
                    "tally/read/VoteSorter",
                    "ctx.output(LATE, reading.late());",
                    "",
                    "R4",
                    "records in votes_topic"),
            tally(
                    "late votes are counted as if they were on time",
                    "tally/read/VoteReader",
                    "                return lateness.isLate(votingTime, record.timestamp())",
                    "                return false && lateness.isLate(votingTime, record.timestamp())",
                    "R2",
                    "late votes"),
            new PlantedFault(
                    TALLY,
                    "the allowed lateness is interpreted in seconds instead of milliseconds",
                    "model",
                    "model/Lateness",
                    "kafkaTimestamp - allowed.toMillis()",
                    "kafkaTimestamp - allowed.toSeconds()",
                    "R2",
                    "late votes"),
            tally(
                    "a delta is added twice to the total",
                    "tally/count/RunningTally",
                    "before.plus(delta.votes(), delta.asOf())",
                    "before.plus(delta.votes(), delta.asOf()).plus(delta.votes(), delta.asOf())",
                    "R4",
                    "candidate_totals"),
            tally(
                    "a candidate's total lacks its first delta",
                    "tally/count/RunningTally",
                    "new RunningTotal(delta.votes(), delta.asOf())",
                    "new RunningTotal(0, delta.asOf())",
                    "R4",
                    "location_totals"),
            tally(
                    "an older count replaces a newer one within a batch",
                    "postgres/Batch",
                    "lastByKey.put(table.key(row), row);",
                    "lastByKey.putIfAbsent(table.key(row), row);",
                    "R5",
                    "candidate_totals"),
            tally(
                    "the first row of each batch is not written",
                    "postgres/PostgresWriter",
                    "            outcome = background.write(beingWritten);",
                    "            beingWritten.rows().remove(beingWritten.rows().iterator().next());\n"
                            + "            outcome = background.write(beingWritten);",
                    "R4",
                    "location_totals"),
            tally(
                    "the newest voting time is a millisecond early",
                    "tally/count/PreAggregator",
                    "count.asOf = Math.max(count.asOf, vote.votingTime());",
                    "count.asOf = Math.max(count.asOf, vote.votingTime() - 1);",
                    "R4",
                    "as_of in candidate_totals"),
            tally(
                    "candidates are ranked from the last to the first",
                    "tally/count/Ranking",
                    "Comparator.comparingLong(Ranked::votes).reversed()",
                    "Comparator.comparingLong(Ranked::votes)",
                    "R4",
                    "other fields in aggregated topics"),
            tally(
                    "a candidate's published result lacks a vote",
                    "tally/count/Standings",
                    "candidate.partyAffiliation(), votes,",
                    "candidate.partyAffiliation(), votes - 1,",
                    "R4",
                    "aggregated_votes_per_candidate"),
            tally(
                    "a delta is added twice to a party's total",
                    "tally/count/PartyTally",
                    "before.plus(delta.votes(), delta.asOf())",
                    "before.plus(delta.votes(), delta.asOf()).plus(delta.votes(), delta.asOf())",
                    "R4",
                    "party_totals"),
            tally(
                    "a party's window counts a vote too many",
                    "tally/count/PartyTally",
                    "windows.add(delta.windowStart(), delta.votes(),",
                    "windows.add(delta.windowStart(), delta.votes() + 1,",
                    "R4",
                    "votes_per_party"),
            tally(
                    "a candidate's votes are counted for another party",
                    "tally/count/CandidateTally",
                    "parties.get(delta.candidateId())",
                    "parties.values().iterator().next()",
                    "R6",
                    "party_totals + late"),
            tally(
                    "a location's leader is never replaced",
                    "tally/count/LocationTally",
                    "return overtakes ? risen : leader;",
                    "return overtakes && leader == null ? risen : leader;",
                    "R4",
                    "other fields in aggregated topics"),
            tally(
                    "some locations' results are not published",
                    "tally/count/LocationTally",
                    "ctx.output(RESULTS, result.value());",
                    "if (result.value().totalVotes() % 3 != 0) { ctx.output(RESULTS, result.value()); }",
                    "R4",
                    "aggregated_turnout_by_location"),
            new PlantedFault(
                    TALLY_IN_PARTS,
                    "votes of windows that the watermark has closed are dropped",
                    "jobs",
                    "jobs/tally/VoteTallyGraph",
                    "return fired.union(fired.getSideOutput(OF_CLOSED_WINDOWS));",
                    "return fired;",
                    "R4",
                    "records in votes_topic"),
            new PlantedFault(
                    TALLY_IN_PARTS,
                    "a window that fired early keeps its votes and fires them again",
                    "jobs",
                    "jobs/tally/count/EarlyFiringTrigger",
                    "getPartitionedState(dueDescriptor).clear();\n        return TriggerResult.FIRE_AND_PURGE;",
                    "getPartitionedState(dueDescriptor).clear();\n        return TriggerResult.FIRE;",
                    "R4",
                    "candidate_totals"),
            new PlantedFault(
                    TALLY_IN_PARTS,
                    "a window's count loses earlier votes",
                    "jobs",
                    "jobs/tally/count/WindowCounts",
                    "(before == null ? 0 : before) + moreVotes",
                    "moreVotes",
                    "R5",
                    "candidate_totals"),
            new PlantedFault(
                    TALLY_IN_PARTS,
                    "tables add counts instead of replacing them",
                    "jobs",
                    "jobs/postgres/Table",
                    REPLACED,
                    ADDED_UP,
                    "R4",
                    "candidate_totals"),
            new PlantedFault(
                    TALLY_IN_PARTS,
                    "an existing row is not replaced by a newer count",
                    "jobs",
                    "jobs/postgres/Table",
                    "\" WHERE EXCLUDED.votes > \"",
                    "\" WHERE EXCLUDED.votes < \"",
                    "R4",
                    "candidate_totals"),
            new PlantedFault(
                    TALLY_RESTARTED,
                    "counts continue from the table instead of the state",
                    "jobs",
                    "jobs/postgres/Table",
                    REPLACED,
                    ADDED_UP,
                    "R4",
                    "location_totals"),
            new PlantedFault(
                    TALLY_RESTARTED,
                    "a party's total loses its deltas",
                    "jobs",
                    "jobs/tally/count/PartyTally",
                    "new ValueStateDescriptor<>(\"total\",",
                    "new ValueStateDescriptor<>(\"total \" + System.nanoTime(),",
                    "R4",
                    "party_totals"),
            cast(
                    "a vote is for the next candidate on the ballot",
                    "cast/rules/BallotPlan",
                    "return shares.candidates[candidate];",
                    "return shares.candidates[(candidate + 1) % shares.candidates.length];",
                    "R7",
                    "votes of registered voters"),
            cast(
                    "a candidate's part of the roll is one voter too long",
                    "cast/rules/BallotPlan",
                    "if (rollNumber < shares.ends[candidate]) {",
                    "if (rollNumber <= shares.ends[candidate]) {",
                    "R7",
                    "votes of registered voters"),
            cast(
                    "votes are cast in the other of two locations",
                    "cast/VoteCaster",
                    "candidateId, entry.location(), votingTime)",
                    "candidateId, " + SWAPPED.replace("$", "entry.location()") + ", votingTime)",
                    "R7",
                    "votes of registered voters"),
            cast(
                    "voters are not deduplicated",
                    "cast/OneVotePerVoter",
                    "if (!PollBook.holds(bucket, voteId)) {",
                    "if (voteId != null) {",
                    "R3",
                    "rows in votes"),
            cast(
                    "two voters of a bucket are mistaken for each other",
                    "cast/PollBook",
                    "bucket[i] == voteId.high() && bucket[i + 1] == voteId.low()",
                    "bucket[i] >>> 54 == voteId.high() >>> 54",
                    "R7",
                    "registered voters"),
            cast(
                    "an accepted vote is dropped",
                    "cast/OneVotePerVoter",
                    "out.collect(ballot.vote());",
                    "if (voteId.low() % 7 != 0) { out.collect(ballot.vote()); }",
                    "R1",
                    "records in voters_topic"),
            cast(
                    "a vote is in the table but not on the topic",
                    "cast/VoteCastingGraph",
                    "votes.sinkTo(votesTopic)",
                    "votes.filter(cast -> cast.vote().voteId().low() % 7 != 0).uid(\"dropped\").sinkTo(votesTopic)",
                    "R3",
                    "rows in votes"),
            cast(
                    "a vote is on the topic with another voting time than in the table",
                    "cast/VoteRecordSerializer",
                    "VoteJson.write(cast.vote())",
                    "VoteJson.write(new io.ballotstream.model.Vote(cast.vote().voteId(), cast.vote().candidateId(),\n"
                            + "                cast.vote().location(), cast.vote().votingTime() - 1))",
                    "R3",
                    "rows in votes"),
            cast(
                    "a vote's key on the topic is not its vote id",
                    "cast/VoteRecordSerializer",
                    "cast.vote().voteId().toAscii(),",
                    "cast.vote().candidateId().getBytes(java.nio.charset.StandardCharsets.UTF_8),",
                    "R3",
                    "rows in votes"),
            cast(
                    "underage voters vote",
                    "cast/VoteCaster",
                    "        votingAge.require(entry.dateOfBirth(), record.timestamp());\n",
                    "",
                    "R7",
                    "rows in votes"),
            cast(
                    "a duplicate is rejected for another reason",
                    "cast/OneVotePerVoter",
                    "RejectReason.DUPLICATE_VOTER",
                    "RejectReason.BAD_FIELD",
                    "R2",
                    "rejected of voters_topic"),
            cast(
                    "duplicates are not written to the dead-letter table",
                    "cast/VoteCastingGraph",
                    "                .union(votes.getSideOutput(Rejections.OUTPUT))\n",
                    "",
                    "R1",
                    "records in voters_topic"),
            new PlantedFault(
                    CASTING_RESTARTED,
                    "votes are written to the topic at least once",
                    "jobs",
                    "jobs/cast/VoteCastingJob",
                    "TopicSink.exactlyOnce(options.kafka(), Jobs.CASTING, Topics.VOTES, new VoteRecordSerializer())",
                    "org.apache.flink.connector.kafka.sink.KafkaSink.<CastVote>builder()\n"
                            + "                        .setBootstrapServers(options.kafka())\n"
                            + "                        .setRecordSerializer(new VoteRecordSerializer())\n"
                            + "                        .setDeliveryGuarantee(\n"
                            + "                                org.apache.flink.connector.base.DeliveryGuarantee.AT_LEAST_ONCE)\n"
                            + "                        .build()",
                    "R3",
                    "rows in votes"),
            new PlantedFault(
                    CASTING_RESTARTED,
                    "rows of a failed COPY are treated as written",
                    "jobs",
                    "jobs/postgres/TableConnection",
                    "if (!replaying && copy(rows)) {",
                    "if (copy(rows) || !rows.isEmpty()) {",
                    "R3",
                    "rows in votes"),
            new PlantedFault(
                    CASTING_RESTARTED,
                    "the set of voters who have voted is not in the checkpoint",
                    "jobs",
                    "jobs/cast/OneVotePerVoter",
                    "new ValueStateDescriptor<>(\"voted\",",
                    "new ValueStateDescriptor<>(\"voted \" + System.nanoTime(),",
                    "R3",
                    "rows in votes"),
            seeding(
                    "a voter's record is published twice",
                    "seeder",
                    "seeder/publishing/VoterPublisher",
                    "            pace.sent();\n",
                    "            pace.sent();\n            if (record.key()[record.key().length - 1] % 16 == 0) {\n"
                            + "                producer.send(outgoing);\n            }\n",
                    "R1",
                    "manifest total"),
            seeding(
                    "a voter's record is never published",
                    "seeder",
                    "seeder/publishing/VoterPublisher",
                    "                    send(records.next());\n",
                    "                    VoterRecord next = records.next();\n"
                            + "                    if (next.key()[next.key().length - 1] % 16 != 0) {\n"
                            + "                        send(next);\n                    }\n",
                    "R7",
                    "registered voters"),
            seeding(
                    "the smallest remainders are rounded up instead of the largest",
                    "results",
                    "results/LargestRemainder",
                    "Comparator.comparing((Integer i) -> votes[i] % scale).reversed()",
                    "Comparator.comparing((Integer i) -> votes[i] % scale)",
                    "R6",
                    "ballot plan"),
            seeding(
                    "two voters share a number on the roll",
                    "seeder",
                    "seeder/registration/Registration",
                    ".asVoter(entry.location(), entry.number(), votedBefore())",
                    ".asVoter(entry.location(), entry.number() / 2, votedBefore())",
                    "R7",
                    "registered voters"));

    private PlantedFaults() {}

    /** A fault of the jobs that no rule of the audit is named for. */
    public static PlantedFault ofJobs(String title, String type, String before, String after) {
        return new PlantedFault(CASTING_RESTARTED, title, "jobs", "jobs/" + type, before, after, "R3", "rows in votes");
    }

    private static PlantedFault tally(
            String title, String type, String before, String after, String rule, String where) {
        return new PlantedFault(TALLY, title, "jobs", "jobs/" + type, before, after, rule, where);
    }

    private static PlantedFault cast(
            String title, String type, String before, String after, String rule, String where) {
        return new PlantedFault(CASTING, title, "jobs", "jobs/" + type, before, after, rule, where);
    }

    private static PlantedFault seeding(
            String title, String module, String type, String before, String after, String rule, String where) {
        return new PlantedFault(SEEDING, title, module, type, before, after, rule, where);
    }
}
