package io.ballotstream.cli.screen;

import java.util.Map;

/** The colours that the output supports, and how to print coloured text. */
public enum Colors {
    /** Text without colours. */
    NONE {
        @Override
        String paint(String color, String text) {
            return text;
        }
    },
    /** The 256 colours of xterm: uses the nearest one of the colour cube. */
    PALETTE {
        @Override
        String paint(String color, String text) {
            int cube = 36 * step(red(color)) + 6 * step(green(color)) + step(blue(color));
            return "\u001b[38;5;" + (FIRST_OF_CUBE + cube) + "m" + text + RESET;
        }
    },
    /** True colour. */
    TRUE {
        @Override
        String paint(String color, String text) {
            return "\u001b[38;2;" + red(color) + ";" + green(color) + ";" + blue(color) + "m" + text + RESET;
        }
    };

    private static final String RESET = "\u001b[0m";
    private static final int FIRST_OF_CUBE = 16;

    /**
     * Selects colours by the variables {@code NO_COLOR} (any value but the empty one), {@code COLORTERM} and {@code TERM}.
     *
     * @param environment see {@link System#getenv()}
     * @return the colours that the terminal supports
     */
    public static Colors of(Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return NONE;
        }
        String colorTerm = environment.getOrDefault("COLORTERM", "");
        if (colorTerm.equals("truecolor") || colorTerm.equals("24bit")) {
            return TRUE;
        }
        return environment.getOrDefault("TERM", "").contains("256color") ? PALETTE : NONE;
    }

    /** @param color as {@code #rrggbb} */
    abstract String paint(String color, String text);

    /** Dimmed text for details. Needs a terminal, but no colours. */
    String faint(String text) {
        return this == NONE ? text : "\u001b[2m" + text + RESET;
    }

    String bold(String text) {
        return this == NONE ? text : "\u001b[1m" + text + RESET;
    }

    private static int red(String color) {
        return Integer.parseInt(color, 1, 3, 16);
    }

    private static int green(String color) {
        return Integer.parseInt(color, 3, 5, 16);
    }

    private static int blue(String color) {
        return Integer.parseInt(color, 5, 7, 16);
    }

    /** The levels of the cube are 0, 95, 135, 175, 215 and 255. */
    private static int step(int level) {
        return level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40;
    }
}
