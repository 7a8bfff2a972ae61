package io.ballotstream.audit;

/** What an audit says of a rule. */
public enum Verdict {
    /** Everything compared is equal. */
    HOLDS("holds"),
    /** Something differs. */
    FAILS("FAILS"),
    /** Everything compared is equal, but a part could not be compared: no proof. */
    INCOMPLETE("INCOMPLETE"),
    /** The user asked not to check it. */
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
