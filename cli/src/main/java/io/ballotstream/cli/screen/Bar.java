package io.ballotstream.cli.screen;

/** A horizontal bar with a resolution of an eighth of a cell. */
final class Bar {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";

    private Bar() {}

    /**
     * A bar without trailing blanks.
     *
     * @param share 0 to 1; other values are clamped
     */
    static String of(double share, int cells) {
        long eighths = Math.round(Math.min(1, Math.max(0, share)) * cells * 8);
        String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring((int) (eighths % 8), (int) (eighths % 8) + 1);
        return FULL.repeat((int) (eighths / 8)) + rest;
    }
}
