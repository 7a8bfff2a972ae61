package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.AuditRun;
import io.ballotstream.board.snapshot.CandidateProfile;
import io.ballotstream.board.snapshot.LocationCount;
import io.ballotstream.board.snapshot.PartyCount;
import io.ballotstream.board.snapshot.Race;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.snapshot.Standing;

/** A snapshot as CSV. The columns have the names of the JSON fields. Every row is marked as a test. */
final class CsvFeed {
    private CsvFeed() {}

    static byte[] results(Snapshot snapshot) {
        CsvTable table = new CsvTable(
                "test",
                "version",
                "rank",
                "candidate_id",
                "candidate_name",
                "party_affiliation",
                "color",
                "votes",
                "share",
                "lead");
        for (Standing standing : snapshot.standings()) {
            table.row(
                    true,
                    snapshot.version(),
                    standing.rank(),
                    standing.candidate().id(),
                    standing.candidate().candidate().candidateName(),
                    standing.candidate().candidate().partyAffiliation(),
                    standing.candidate().color(),
                    standing.votes(),
                    standing.share(),
                    standing.lead());
        }
        return table.bytes();
    }

    static byte[] locations(Snapshot snapshot, Query query) {
        CsvTable table = new CsvTable(
                "test",
                "version",
                "location",
                "latitude",
                "longitude",
                "eligible_voters",
                "votes",
                "turnout",
                "leading_candidate_id",
                "leading_candidate_name",
                "tied",
                "leader_share",
                "margin_votes",
                "margin_share");
        for (LocationCount count : query.locations(snapshot).rows()) {
            CandidateProfile leader = count.leader();
            table.row(
                    true,
                    snapshot.version(),
                    count.location().location(),
                    count.location().latitude(),
                    count.location().longitude(),
                    count.location().eligibleVoters(),
                    count.votes(),
                    count.turnout(),
                    leader == null ? null : leader.id(),
                    leader == null ? null : leader.candidate().candidateName(),
                    count.tied(),
                    count.leaderShare(),
                    count.marginVotes(),
                    count.marginShare());
        }
        return table.bytes();
    }

    static byte[] race(Snapshot snapshot) {
        CsvTable table = new CsvTable("test", "version", "at", "candidate_id", "candidate_name", "votes");
        Race race = snapshot.race();
        for (Race.Point point : race.points()) {
            for (int i = 0; i < race.candidates().size(); i++) {
                CandidateProfile candidate = race.candidates().get(i);
                table.row(
                        true,
                        snapshot.version(),
                        point.at(),
                        candidate.id(),
                        candidate.candidate().candidateName(),
                        point.votes().get(i));
            }
        }
        return table.bytes();
    }

    /** The parties by seats; no rows if the election is one race. */
    static byte[] seats(Snapshot snapshot) {
        CsvTable table = new CsvTable(
                "test", "version", "party", "is_party", "color", "leading", "ahead_for_good", "votes", "share");
        if (snapshot.seats() != null) {
            for (PartyCount party : snapshot.seats().parties()) {
                table.row(
                        true,
                        snapshot.version(),
                        party.party(),
                        party.isParty(),
                        party.color(),
                        party.leading(),
                        party.decided(),
                        party.votes(),
                        party.share());
            }
        }
        return table.bytes();
    }

    static byte[] status(Snapshot snapshot) {
        CsvTable table = new CsvTable("test", "version", "name", "value");
        add(table, snapshot, "phase", snapshot.phase().key());
        add(table, snapshot, "live", snapshot.live());
        add(table, snapshot, "problem", snapshot.problem());
        add(
                table,
                snapshot,
                "election",
                snapshot.election() == null ? null : snapshot.election().name());
        add(
                table,
                snapshot,
                "voters",
                snapshot.election() == null ? null : snapshot.election().voters());
        add(
                table,
                snapshot,
                "leading_candidate_id",
                snapshot.leader() == null ? null : snapshot.leader().candidate().id());
        add(table, snapshot, "tied", snapshot.tied());
        add(table, snapshot, "turnout", snapshot.turnout());
        add(table, snapshot, "votes_per_second", snapshot.votesPerSecond());
        add(table, snapshot, "as_of", snapshot.asOf());
        add(table, snapshot, "written_at", snapshot.writtenAt());
        add(table, snapshot, "published", snapshot.pipeline().published());
        add(table, snapshot, "cast", snapshot.pipeline().cast());
        add(table, snapshot, "counted", snapshot.counted());
        add(table, snapshot, "late", snapshot.pipeline().late());
        add(table, snapshot, "rejected", snapshot.pipeline().allRejected());
        snapshot.pipeline()
                .rejected()
                .forEach((reason, records) -> add(table, snapshot, "rejected " + reason, records));
        return table.bytes();
    }

    private static void add(CsvTable table, Snapshot snapshot, String name, Object value) {
        table.row(true, snapshot.version(), name, value);
    }

    static byte[] audit(Snapshot snapshot) {
        CsvTable table = new CsvTable(
                "test",
                "version",
                "run_at",
                "rule",
                "left_name",
                "left_value",
                "right_name",
                "right_value",
                "difference",
                "holds");
        if (snapshot.audit() != null) {
            for (AuditRun.Rule rule : snapshot.audit().rules()) {
                table.row(
                        true,
                        snapshot.version(),
                        snapshot.audit().runAt(),
                        rule.rule(),
                        rule.leftName(),
                        rule.leftValue(),
                        rule.rightName(),
                        rule.rightValue(),
                        rule.difference(),
                        rule.holds());
            }
        }
        return table.bytes();
    }
}
