package io.ballotstream.bench;

/** What a figure is to reach. A figure of speed may miss it on a slower machine, one of exactness may not. */
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

    /** Whether it says what is right, not how fast. */
    boolean isOfExactness() {
        return kind == Kind.EXACTLY;
    }

    String text(Unit unit) {
        return kind.sign + unit.text(value);
    }
}
