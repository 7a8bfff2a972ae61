package io.ballotstream.board.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * The board at one instant, read in one transaction: the locations' votes add up to the candidates', candidate by candidate.
 *
 * @param version greater for every later snapshot of a server
 * @param readAt when the database was read
 * @param live whether the database could be read; if not, everything else is what was read last
 * @param problem why it could not be read, in one sentence; null while it can
 * @param election null until one is prepared
 * @param standings all candidates, by rank
 * @param locations all locations, in the order of {@link ElectionFacts#locations()}
 * @param seats null in an election with one race
 * @param audit null before the first one
 * @param asOf the greatest voting time that is counted; null before the first vote
 * @param writtenAt when the newest count was written; null before the first vote
 * @param votesPerSecond counted during the last few seconds
 */
public record Snapshot(
        long version,
        Instant readAt,
        Phase phase,
        boolean live,
        String problem,
        ElectionFacts election,
        List<Standing> standings,
        List<LocationCount> locations,
        Race race,
        Seats seats,
        Pipeline pipeline,
        AuditRun audit,
        Instant asOf,
        Instant writtenAt,
        long votesPerSecond) {
    /** Copies the lists. */
    public Snapshot {
        standings = List.copyOf(standings);
        locations = List.copyOf(locations);
    }

    /** A board without an election. */
    public static Snapshot notPrepared(Instant readAt) {
        return new Snapshot(
                0,
                readAt,
                Phase.NOT_PREPARED,
                true,
                null,
                null,
                List.of(),
                List.of(),
                Race.EMPTY,
                null,
                Pipeline.EMPTY,
                null,
                null,
                null,
                0);
    }

    /** The same board, no longer live. */
    public Snapshot lost(String sentence) {
        return new Snapshot(
                version, readAt, phase, false, sentence, election, standings, locations, race, seats, pipeline, audit,
                asOf, writtenAt, 0);
    }

    Snapshot withVersion(long number) {
        return new Snapshot(
                number,
                readAt,
                phase,
                live,
                problem,
                election,
                standings,
                locations,
                race,
                seats,
                pipeline,
                audit,
                asOf,
                writtenAt,
                votesPerSecond);
    }

    Snapshot withVotesPerSecond(long rate) {
        return new Snapshot(
                version, readAt, phase, live, problem, election, standings, locations, race, seats, pipeline, audit,
                asOf, writtenAt, rate);
    }

    /** Whether a viewer sees the same: everything but the version and the instant of reading. */
    boolean showsTheSameAs(Snapshot other) {
        return equals(new Snapshot(
                version,
                readAt,
                other.phase,
                other.live,
                other.problem,
                other.election,
                other.standings,
                other.locations,
                other.race,
                other.seats,
                other.pipeline,
                other.audit,
                other.asOf,
                other.writtenAt,
                other.votesPerSecond));
    }

    /** Whether two candidates are level at the top. */
    public boolean tied() {
        return counted() > 0
                && standings.size() > 1
                && standings.get(0).votes() == standings.get(1).votes();
    }

    /** Who has most votes; null before the first vote and in a tie. */
    public Standing leader() {
        return counted() == 0 || tied() ? null : standings.get(0);
    }

    /** All votes counted. */
    public long counted() {
        return pipeline.counted();
    }

    /** Votes by eligible voters, from 0; null unless those are known everywhere. */
    public Double turnout() {
        Long eligible = election == null ? null : election.eligibleVoters();
        return eligible == null ? null : (double) counted() / eligible;
    }
}
