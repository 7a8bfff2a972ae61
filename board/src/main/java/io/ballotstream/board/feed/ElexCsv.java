package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.CandidateProfile;
import io.ballotstream.board.snapshot.CandidateVotes;
import io.ballotstream.board.snapshot.LocationCount;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.snapshot.Standing;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The columns that the command {@code elex results} prints: one row per candidate and reporting unit, beginning with
 * the whole election as the national unit. Booleans have Python's format, and {@code test} is always True.
 *
 * <p>Each location is one precinct, which reports as soon as one of its votes is counted. No winner is ever called.
 */
final class ElexCsv {
    static final String[] COLUMNS = {
        "id",
        "raceid",
        "racetype",
        "racetypeid",
        "ballotorder",
        "candidateid",
        "description",
        "delegatecount",
        "electiondate",
        "electtotal",
        "electwon",
        "fipscode",
        "first",
        "incumbent",
        "initialization_data",
        "is_ballot_measure",
        "last",
        "lastupdated",
        "level",
        "national",
        "officeid",
        "officename",
        "party",
        "polid",
        "polnum",
        "precinctsreporting",
        "precinctsreportingpct",
        "precinctstotal",
        "reportingunitid",
        "reportingunitname",
        "runoff",
        "seatname",
        "seatnum",
        "statename",
        "statepostal",
        "test",
        "uncontested",
        "votecount",
        "votepct",
        "winner"
    };

    private static final String FALSE = "False";
    private static final String TRUE = "True";
    private static final String RACE = "1";

    private final CsvTable table = new CsvTable(COLUMNS);
    private final Snapshot snapshot;
    private final String electionDate;

    private ElexCsv(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.electionDate = LocalDate.ofInstant(snapshot.election().createdAt(), ZoneOffset.UTC)
                .toString();
    }

    static byte[] of(Snapshot snapshot) {
        return snapshot.election() == null ? new CsvTable(COLUMNS).bytes() : new ElexCsv(snapshot).bytes();
    }

    private byte[] bytes() {
        int total = snapshot.locations().size();
        int reporting = (int)
                snapshot.locations().stream().filter(count -> count.votes() > 0).count();
        for (Standing standing : snapshot.standings()) {
            Unit all = new Unit("national", "national-1", snapshot.election().name(), reporting, total);
            row(standing.candidate(), all, standing.votes(), snapshot.counted());
        }
        int number = 0;
        for (LocationCount count : snapshot.locations()) {
            number++;
            Unit unit =
                    new Unit("county", "county-" + number, count.location().location(), count.votes() > 0 ? 1 : 0, 1);
            for (CandidateVotes cell : count.results()) {
                row(cell.candidate(), unit, cell.votes(), count.votes());
            }
        }
        return table.bytes();
    }

    private record Unit(String level, String id, String name, int reporting, int total) {}

    private void row(CandidateProfile candidate, Unit unit, long votes, long allVotes) {
        Name name = Name.of(candidate.candidate().candidateName());
        int ballotNo = candidate.candidate().ballotNo();
        table.row(
                RACE + "-" + candidate.id() + "-" + unit.id(),
                RACE,
                "General",
                "G",
                ballotNo,
                candidate.id(),
                null,
                0,
                electionDate,
                0,
                0,
                null,
                name.first(),
                FALSE,
                FALSE,
                FALSE,
                name.last(),
                snapshot.writtenAt() == null ? snapshot.election().createdAt() : snapshot.writtenAt(),
                unit.level(),
                TRUE,
                "R",
                "Rehearsal",
                candidate.candidate().partyAffiliation(),
                candidate.id(),
                ballotNo,
                unit.reporting(),
                (double) unit.reporting() / unit.total(),
                unit.total(),
                unit.id(),
                unit.name(),
                FALSE,
                null,
                null,
                null,
                null,
                TRUE,
                snapshot.standings().size() == 1 ? TRUE : FALSE,
                votes,
                allVotes == 0 ? 0.0 : (double) votes / allVotes,
                FALSE);
    }

    /** A name in two parts, as American tools expect it. A name without a space is a last name. */
    private record Name(String first, String last) {
        static Name of(String full) {
            int space = full.indexOf(' ');
            return space < 0 ? new Name("", full) : new Name(full.substring(0, space), full.substring(space + 1));
        }
    }
}
