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
 * A change of one source file that makes the count wrong.
 *
 * @param title a short description of the fault
 * @param module the module of the source file
 * @param type the class of the file, relative to {@code io.ballotstream} and with slashes
 * @param before a text that occurs once in the file
 * @param after its replacement
 * @param rule the rule of the audit that must fail
 * @param where the left name of a comparison of that rule that must fail
 */
public record PlantedFault(
        Stage stage, String title, String module, String type, String before, String after, String rule, String where) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** How often the text occurs. Anything but once means that the file has changed. */
    int occurrences() {
        return source().split(Pattern.quote(before), -1).length - 1;
    }

    String className() {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Compiles the changed file into a directory, against the unchanged classes. */
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
