package io.ballotstream.jobs.tally.count;

/**
 * The votes of a party's candidates so far, as in the table {@code party_totals}.
 *
 * @param party as the candidates' {@code party_affiliation}; may be empty
 * @param votes counted so far
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record PartyTotal(String party, long votes, long asOf) implements Total {
    @Override
    public String id() {
        return party;
    }
}
