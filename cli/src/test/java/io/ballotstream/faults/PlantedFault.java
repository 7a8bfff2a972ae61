package io.ballotstream.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A change of one source file that makes the pipeline count wrong.
 *
 * @param title what goes wrong, in a few words
 * @param module whose source file is changed
 * @param type the file's class, relative to {@code io.ballotstream} and with slashes
 * @param before text that the file contains once
 * @param after what it is replaced by
 * @param rule of the audit that must find the fault
 * @param where the left side of a comparison of that rule that must fail
 */
public record PlantedFault(
        Stage stage, String title, String module, String type, String before, String after, String rule, String where) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** How often the text to be replaced occurs; anything but once means that the file has changed. */
    int occurrences() {
        return source().split(Pattern.quote(before), -1).length - 1;
    }

    String className() {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Compiles the changed file into a directory, against the unchanged rest. */
    public void compileInto(Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject changed =
                new SimpleJavaFileObject(
                        URI.create("string:///io/ballotstream/" + type + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source().replace(before, after);
                    }
                };
        List<String> options = List.of(
                "-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-Xlint:none");
        if (!compiler.getTask(null, null, null, options, null, List.of(changed)).call()) {
            throw new IllegalStateException("The fault \"" + title + "\" does not compile.");
        }
    }

    private String source() {
        try {
            return Files.readString(PROJECT.resolve(module).resolve("src/main/java/io/ballotstream/" + type + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException("The source of the fault \"" + title + "\" cannot be read.", e);
        }
    }
}
