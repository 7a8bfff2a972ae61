package io.ballotstream.audit;

/** What an audit says of a rule. */
public enum Verdict {
    /** Everything compared is equal. */
    HOLDS("holds"),
    /** Something differs. */
    FAILS("FAILS"),
    /** There was nothing to compare with. */
    NOT_CHECKED("not checked");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
