package io.ballotstream.board.snapshot;

import java.util.Locale;
import java.util.Set;

/**
 * The count of the candidates of one affiliation together.
 *
 * @param first the candidate with the smallest ballot number, who has the party's mark
 * @param color {@code #rrggbb}, the one that most of its candidates have
 * @param leading seats of the locations where one of its candidates is in front, decided or not
 * @param decided those of them that the votes which may still come cannot change
 * @param share of all votes counted, 0 to 1
 */
public record PartyCount(CandidateProfile first, String color, long leading, long decided, long votes, double share) {
    private static final Set<String> NO_PARTIES = Set.of("", "independent", "independents", "other", "others");

    /** As the candidates' affiliation; may be empty. */
    public String party() {
        return first.candidate().partyAffiliation();
    }

    /** What people read. */
    public String label() {
        return party().isEmpty() ? "No party" : party();
    }

    /** Whether this is a party. Independents are not one, although their seats and votes are added up. */
    public boolean isParty() {
        return !NO_PARTIES.contains(party().toLowerCase(Locale.ROOT));
    }

    /** Black or white, whichever has the higher contrast on the color. */
    public String textColor() {
        return new CandidateProfile(first.candidate(), color, null).textColor();
    }
}
