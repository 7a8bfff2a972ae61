package io.ballotstream.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The election that a database holds, without its secret, as in the table {@code election}.
 *
 * @param electionId a new one for every election that is prepared
 * @param seed from which everything about the election was drawn
 * @param scale the number by which the results file's votes were divided; 1 without a file
 * @param voters how many are registered when the election is prepared
 * @param votingAge in completed years
 * @param resultsSha256 of the results file it was prepared from, or null for a simulated election
 * @param peopleSource where the voters' names come from
 * @param nationalities of the people, as two lower-case letters each
 * @param contest what is elected
 */
public record Election(
        String electionId,
        String name,
        long seed,
        long scale,
        long voters,
        int votingAge,
        String resultsSha256,
        Instant createdAt,
        String peopleSource,
        List<String> nationalities,
        Contest contest) {

    /** Refuses an election without an id; keeps a copy of the nationalities. */
    public Election {
        Objects.requireNonNull(electionId, "election_id must be given");
        Objects.requireNonNull(contest, "contest must be given");
        nationalities = List.copyOf(nationalities);
    }
}
