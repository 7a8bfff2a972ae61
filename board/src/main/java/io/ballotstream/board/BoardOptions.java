package io.ballotstream.board;

import io.ballotstream.model.BadInputException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The address of the board, and who may use it.
 *
 * @param bind the address of the interface to listen on
 * @param port to listen on; 0 selects a free one
 * @param hosts host names of the board, besides those of the loopback interface
 * @param origins of other pages that may read the feed
 */
public record BoardOptions(String bind, int port, List<String> hosts, List<String> origins) {
    /** The loopback interface. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int MOST_PORT = 65_535;
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s?#]+");

    /** Validates the options. An error is one sentence that names the option. */
    public BoardOptions {
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        if (port < 0 || port > MOST_PORT) {
            throw new BadInputException("--port must be from 0 to " + MOST_PORT + ", but is " + port + ".");
        }
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new BadInputException(
                        "--allow-origin must have the format http://HOST[:PORT], but is \"" + origin + "\".");
            }
        }
    }

    /** {@return options for any free port of the loopback interface} */
    public static BoardOptions onLoopback() {
        return new BoardOptions(LOOPBACK, 0, List.of(), List.of());
    }
}
