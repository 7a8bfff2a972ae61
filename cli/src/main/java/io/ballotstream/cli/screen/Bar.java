package io.ballotstream.cli.screen;

/** A horizontal bar, fine to an eighth of a cell. */
final class Bar {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";

    private Bar() {}

    /**
     * A bar without the blanks after it.
     *
     * @param share 0 to 1; what is outside counts as the nearer end
     */
    static String of(double share, int cells) {
        long eighths = Math.round(Math.min(1, Math.max(0, share)) * cells * 8);
        String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring((int) (eighths % 8), (int) (eighths % 8) + 1);
        return FULL.repeat((int) (eighths / 8)) + rest;
    }
}
