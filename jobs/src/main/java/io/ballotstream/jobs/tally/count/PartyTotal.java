package io.ballotstream.jobs.tally.count;

/**
 * The votes of a party's candidates so far, as in the table {@code party_totals}.
 *
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record PartyTotal(String party, long votes, long asOf) implements Total {
    @Override
    public String id() {
        return party;
    }
}
