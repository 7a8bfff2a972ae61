package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the documentation names exists: targets of links, files, classes, modules and their dependencies. */
class DocumentationTest {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");
    private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>io.ballotstream</groupId>\\s*<artifactId>ballotstream-(\\w+)</artifactId>\\s*</dependency>");

    static List<Path> pages() {
        return MarkdownPage.filesOf(PROJECT).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .map(PROJECT::relativize)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everythingThatAPageNamesIsThere(Path page) {
        assertThat(MarkdownPage.of(PROJECT, PROJECT.resolve(page)).missing()).isEmpty();
    }

    /** A block without a language would not be tested. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockOfAPageSaysWhatItContains(Path page) {
        assertThat(MarkdownPage.of(PROJECT, PROJECT.resolve(page)).languages())
                .isSubsetOf("json", "mermaid", "sh", "sql", "text");
    }

    @Test
    void architectureHasTheModulesAndTheirDependenciesOfThePoms() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        String modules = Files.readString(PROJECT.resolve("docs/architecture.md"))
                .replaceFirst("(?s).*\\n## Modules\\n", "")
                .replaceFirst("(?s)\\n## .*", "");
        ROW.matcher(modules).results().forEach(row -> documented.put(row.group(1), firsts(CODE, row.group(2))));

        Map<String, Set<String>> built = new TreeMap<>();
        for (String module : firsts(MODULE, Files.readString(PROJECT.resolve("pom.xml")))) {
            // Dependencies with a scope are for tests.
            built.put(
                    module,
                    firsts(DEPENDENCY, Files.readString(PROJECT.resolve(module).resolve("pom.xml"))));
        }
        assertThat(documented).isEqualTo(built).hasSizeGreaterThan(5);
    }

    private static Set<String> firsts(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @TempDir
    private Path elsewhere;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "[a](gone.md), link gone.md",
                "[a](there.md#gone), link there.md#gone",
                "[a](#gone), link #gone",
                "![a](../gone.svg), link ../gone.svg",
                "`docs/gone`, file docs/gone",
                "`docs/gone/` and `there.md`, file docs/gone/",
                "`gone.sql`, file gone.sql",
                "`docs/gone all`, file docs/gone",
                "`GoneClass`, class GoneClass",
                "`GoneClass.method`, class GoneClass",
            })
    void whatIsNotThereIsNamed(String text, String missing) throws IOException {
        assertThat(page(text + "\n").missing()).containsExactly(missing);
    }

    @Test
    void aFileThatIsNotThereIsNamedInACommandToo() throws IOException {
        assertThat(page("```sh\nmvn --results docs/gone.csv --out elsewhere/new.csv\n```\n")
                        .missing())
                .containsExactly("file docs/gone.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](there.md)",
                "[a](there.md#is-it-here-really)",
                "[a](#a-heading)",
                "[a](../docs)",
                "[a](https://gone.example/a)",
                "`docs/there.md`",
                "`there.md`",
                "`./docs/there.md x`",
                "`module/target/gone`",
                "`/gone/url`",
                "`a*/gone`",
                "`HereClass` and `HereInner.of(a)`",
                "`Here` `GONE` `SELECT`",
                "```\n[a](gone.md) `GoneClass`\n```",
            })
    void whatIsThereOrNothingOfOursIsNot(String text) throws IOException {
        assertThat(page("# A heading\n" + text + "\n").missing()).isEmpty();
    }

    private MarkdownPage page(String text) throws IOException {
        Path docs = Files.createDirectories(elsewhere.resolve("docs"));
        Files.writeString(docs.resolve("there.md"), "## Is it *here*, really?\n");
        Files.writeString(docs.resolve("HereClass.java"), "class HereClass { record HereInner() {} }\n");
        return new MarkdownPage(elsewhere, docs.resolve("page.md"), text);
    }
}
