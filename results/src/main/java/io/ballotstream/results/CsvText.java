package io.ballotstream.results;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The content of a file of up to 64 MiB.
 *
 * @param bytes all of them
 * @param text the bytes decoded as UTF-8, without a byte order mark
 */
record CsvText(byte[] bytes, String text) {
    private static final int MAX_BYTES = 64 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static CsvText read(Path path) {
        byte[] bytes = bytes(path);
        if (bytes.length == 0) {
            throw new BadInputException(path + " line 1: The file is empty.");
        }
        String text = decode(path, bytes);
        return new CsvText(bytes, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private static byte[] bytes(Path path) {
        if (!Files.exists(path)) {
            throw new BadInputException(path + ": There is no such file.");
        }
        if (Files.isDirectory(path)) {
            throw new BadInputException(path + ": This is a directory, not a file.");
        }
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadInputException(path + ": The file is larger than 64 MiB.");
            }
            return bytes;
        } catch (IOException e) {
            throw new BadInputException(path + ": The file cannot be read.");
        }
    }

    private static String decode(Path path, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, text, true);
        text.flip();
        if (result.isError()) {
            throw new BadInputException(path + " line " + lineAtEnd(text) + ": The text is not well-formed UTF-8.");
        }
        return text.toString();
    }

    /** The number of a text's last line. LF, CRLF and CR end a line. */
    private static long lineAtEnd(CharSequence text) {
        long line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !crOfCrLf) {
                line++;
            }
        }
        return line;
    }
}
