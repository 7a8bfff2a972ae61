package io.ballotstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation. Finds names without a referent in the project: targets of links, files and classes in
 * code style, and files in commands.
 *
 * @param project the folder to which paths in code style are relative
 * @param file the page, to which links are relative
 */
record MarkdownPage(Path project, Path file, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```[^\\n]*$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern COMMAND =
            Pattern.compile("(\\./\\w+|docker/check|" + String.join("|", RecordingShell.TOOLS) + ")( .*)?");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern URL = Pattern.compile("[a-z][a-z+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)*/?");
    private static final Pattern FILE_NAME = Pattern.compile("[\\w.-]+\\.(csv|java|json|md|sql|svg|xml|ya?ml)");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|enum|interface|record) (\\w+)");

    /** All files of the project, without build output. */
    static List<Path> filesOf(Path project) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(project, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    return Set.of(".git", ".idea", "node_modules", "target").contains(name)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + project + " cannot be listed.", e);
        }
        return files;
    }

    static MarkdownPage of(Path project, Path file) {
        try {
            return new MarkdownPage(project, file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }

    /** The names on the page that do not exist in the project, one line each. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        links().filter(link -> !leadsSomewhere(link)).forEach(link -> missing.add("link " + link));
        files().filter(path -> !exists(path)).forEach(path -> missing.add("file " + path));
        Set<String> known = new HashSet<>();
        List<String> types = types().toList();
        if (!types.isEmpty()) {
            known.addAll(declaredTypes());
        }
        types.stream().filter(type -> !known.contains(type)).forEach(type -> missing.add("class " + type));
        return missing;
    }

    /** The languages of the fenced blocks. */
    Set<String> languages() {
        Set<String> languages = new TreeSet<>();
        BLOCK.matcher(text).results().forEach(block -> languages.add(block.group(1)));
        return languages;
    }

    /** The fenced blocks of a language, without their fences. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Scripts for bash: the blocks of commands, and commands in code style. */
    List<String> commands() {
        List<String> commands = new ArrayList<>(blocks("sh"));
        CODE.matcher(prose())
                .results()
                .map(code -> code.group(1))
                .filter(code -> COMMAND.matcher(code).matches())
                .forEach(commands::add);
        return commands;
    }

    private String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    private Stream<String> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !URL.matcher(link).matches());
    }

    private boolean leadsSomewhere(String link) {
        String[] parts = link.split("#", 2);
        Path target = file.resolveSibling(parts[0]).normalize();
        if (!parts[0].isEmpty() && !Files.exists(target)) {
            return false;
        }
        MarkdownPage page = parts[0].isEmpty() || parts.length == 1 ? this : of(project, target);
        return parts.length == 1 || page.anchors().contains(parts[1]);
    }

    /** Anchors as on GitHub: lower case, without punctuation, hyphens for spaces. */
    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\s\\p{L}-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    /** Paths in code style and, in blocks of commands, paths that begin with a folder of the project. */
    private Stream<String> files() {
        Stream<String> named = words(CODE.matcher(prose()).results().map(code -> code.group(1)))
                .filter(word -> FILE_NAME.matcher(word).matches() || word.indexOf('/') > 0);
        Stream<String> used = words(FENCED.matcher(text).results().map(MatchResult::group))
                .filter(word -> word.indexOf('/') > 0 && Files.isDirectory(project.resolve(word.split("/")[0])));
        return Stream.concat(named, used)
                .filter(word -> PATH.matcher(word).matches())
                .filter(word -> !List.of(word.split("/")).contains("target"));
    }

    private static Stream<String> words(Stream<String> texts) {
        return texts.flatMap(text -> Stream.of(text.split("[\\s=|,]+"))).map(word -> word.replaceFirst("^\\./", ""));
    }

    private boolean exists(String path) {
        return Files.exists(project.resolve(path))
                || Files.exists(file.resolveSibling(path))
                || (path.indexOf('/') < 0 && filesOf(project).stream().anyMatch(known -> known.endsWith(path)));
    }

    private Stream<String> types() {
        return CODE.matcher(prose())
                .results()
                .map(code -> code.group(1).replaceFirst("[.(].*", ""))
                .filter(word -> TYPE.matcher(word).matches());
    }

    private Set<String> declaredTypes() {
        Set<String> declared = new HashSet<>();
        filesOf(project).stream()
                .filter(source -> source.toString().endsWith(".java"))
                .forEach(source -> DECLARATION
                        .matcher(of(project, source).text())
                        .results()
                        .forEach(declaration -> declared.add(declaration.group(1))));
        return declared;
    }
}
