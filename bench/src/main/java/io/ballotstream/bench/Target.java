package io.ballotstream.bench;

/**
 * The target of a figure. On a slower machine a figure of speed may miss its target, but a figure of correctness must
 * not.
 */
record Target(Kind kind, double value) {
    private enum Kind {
        AT_LEAST("≥ "),
        AT_MOST("≤ "),
        EXACTLY("= ");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    static Target atLeast(double value) {
        return new Target(Kind.AT_LEAST, value);
    }

    static Target atMost(double value) {
        return new Target(Kind.AT_MOST, value);
    }

    static Target exactly(double value) {
        return new Target(Kind.EXACTLY, value);
    }

    boolean isMetBy(double figure) {
        return switch (kind) {
            case AT_LEAST -> figure >= value;
            case AT_MOST -> figure <= value;
            case EXACTLY -> figure == value;
        };
    }

    /** Whether it is a target of correctness and not of speed. */
    boolean isOfExactness() {
        return kind == Kind.EXACTLY;
    }

    String text(Unit unit) {
        return kind.sign + unit.text(value);
    }
}
