package io.ballotstream.audit;

/** The verdict on a rule. */
public enum Verdict {
    /** All compared values are equal. */
    HOLDS("holds"),
    /** Some values differ. */
    FAILS("FAILS"),
    /** All compared values are equal, but a part could not be compared. */
    INCOMPLETE("INCOMPLETE"),
    /** The user has left out the rule. */
    LEFT_OUT("left out");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
