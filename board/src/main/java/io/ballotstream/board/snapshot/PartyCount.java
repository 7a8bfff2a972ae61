package io.ballotstream.board.snapshot;

import java.util.Locale;
import java.util.Set;

/**
 * The count of all candidates of one affiliation.
 *
 * @param first the candidate with the smallest ballot number, whose mark represents the party
 * @param color {@code #rrggbb}, the one that most of its candidates have
 * @param leading the seats of locations where one of its candidates leads, decided or not
 * @param decided the seats among them that outstanding votes cannot change
 * @param votes counted for all its candidates
 * @param share of all counted votes, 0 to 1
 */
public record PartyCount(CandidateProfile first, String color, long leading, long decided, long votes, double share) {
    private static final Set<String> NO_PARTIES = Set.of("", "independent", "independents", "other", "others");

    /** {@return the affiliation of its candidates; may be empty} */
    public String party() {
        return first.candidate().partyAffiliation();
    }

    /** {@return the displayed name} */
    public String label() {
        return party().isEmpty() ? "No party" : party();
    }

    /** {@return whether this is a party} Independents are not one, although their seats and votes are added up. */
    public boolean isParty() {
        return !NO_PARTIES.contains(party().toLowerCase(Locale.ROOT));
    }

    /** {@return black or white, whichever has the higher contrast on the color} */
    public String textColor() {
        return new CandidateProfile(first.candidate(), color, null).textColor();
    }
}
