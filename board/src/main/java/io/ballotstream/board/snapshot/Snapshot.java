package io.ballotstream.board.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * The board at one instant, read in one transaction. The votes of the locations add up to those of the candidates.
 *
 * @param version increases with every snapshot of a server
 * @param readAt when the database was read
 * @param phase of the election
 * @param live whether the database could be read; if not, everything else is from the last successful read
 * @param problem the reason if it could not be read, in one sentence; otherwise null
 * @param election null until one is prepared
 * @param standings all candidates, by rank
 * @param locations all locations, in the order of {@link ElectionFacts#locations()}
 * @param race the totals of the leading candidates over event time
 * @param seats null if the election is one race
 * @param pipeline the number of records in each stage
 * @param audit null before the first audit
 * @param asOf the greatest counted voting time; null before the first vote
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

    /**
     * A snapshot without an election.
     *
     * @param readAt when the database was read, or the board started
     * @return a live snapshot with version 0
     */
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

    /**
     * A copy that is not live.
     *
     * @param sentence why the database cannot be read
     * @return a snapshot with the same counts
     */
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

    /** Whether it looks the same to a viewer, regardless of version and time of reading. */
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

    /** {@return whether two candidates are tied for the lead} */
    public boolean tied() {
        return counted() > 0
                && standings.size() > 1
                && standings.get(0).votes() == standings.get(1).votes();
    }

    /** {@return the candidate with the most votes; null before the first vote and in a tie} */
    public Standing leader() {
        return counted() == 0 || tied() ? null : standings.get(0);
    }

    /** {@return the number of counted votes} */
    public long counted() {
        return pipeline.counted();
    }

    /** {@return votes divided by eligible voters, from 0; null unless these are known for all locations} */
    public Double turnout() {
        Long eligible = election == null ? null : election.eligibleVoters();
        return eligible == null ? null : (double) counted() / eligible;
    }
}
