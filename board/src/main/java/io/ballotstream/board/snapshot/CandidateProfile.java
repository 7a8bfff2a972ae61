package io.ballotstream.board.snapshot;

import io.ballotstream.model.Candidate;

/**
 * A candidate with the attributes that the board shows.
 *
 * @param candidate with id, name, party and ballot number
 * @param color {@code #rrggbb}
 * @param photoUrl of the portrait; null if there is none
 */
public record CandidateProfile(Candidate candidate, String color, String photoUrl) {
    private static final double LINEAR_BELOW = 0.04045;

    /** {@return the candidate's id} */
    public String id() {
        return candidate.candidateId();
    }

    /** {@return black or white, whichever has the higher contrast (WCAG 2) on the color: at least 4.58 to 1} */
    public String textColor() {
        double luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
        double onWhite = 1.05 / (luminance + 0.05);
        double onBlack = (luminance + 0.05) / 0.05;
        return onBlack >= onWhite ? "#000000" : "#ffffff";
    }

    private double channel(int at) {
        double value = Integer.parseInt(color, at, at + 2, 16) / 255.0;
        return value <= LINEAR_BELOW ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
