package io.ballotstream.cli.screen;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A screen that is redrawn in place, on the alternate screen of the terminal. At the end, the previous contents return.
 *
 * <p>Each frame is written at once over the last one, without clearing it first, so that nothing flickers.
 * Thread-safe.
 */
public final class LiveScreen implements Display {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String BEGIN_PICTURE = "\u001b[?2026h\u001b[H";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_PICTURE = "\u001b[J\u001b[?2026l";

    private final PrintStream out;
    private final Supplier<TerminalSize> size;
    private final Colors colors;
    private boolean entered;
    private boolean closed;

    /**
     * Creates a screen, which does not write before the first frame.
     *
     * @param out a terminal with cursor control
     * @param size is called for each frame
     * @param colors that the terminal supports
     */
    public LiveScreen(PrintStream out, Supplier<TerminalSize> size, Colors colors) {
        this.out = out;
        this.size = size;
        this.colors = colors;
    }

    @Override
    public synchronized void show(Moment moment) {
        if (closed) {
            return;
        }
        TerminalSize now = size.get();
        // If a line filled the last column, too, erasing the rest of the line would erase its last character.
        List<String> lines = new Picture(now.columns() - 1, now.rows(), colors).of(moment);
        StringBuilder picture = new StringBuilder();
        if (!entered) {
            picture.append(ENTER);
            entered = true;
        }
        picture.append(BEGIN_PICTURE);
        picture.append(String.join(END_OF_LINE + "\r\n", lines)).append(END_OF_LINE);
        out.print(picture.append(END_PICTURE));
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (entered && !closed) {
            out.print(LEAVE);
            out.flush();
        }
        closed = true;
    }
}
