package io.ballotstream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the script {@code test} in a project of two modules, with a fake Maven that only prints its arguments. */
class TestScriptTest {
    private static final String FILTERS =
            "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    @TempDir
    private Path directory;

    private Path project;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        project = Files.createDirectories(directory.resolve("a project"));
        Files.copy(Path.of("..", "test").toAbsolutePath(), project.resolve("test"));
        executable(project.resolve("test"));
        Files.writeString(project.resolve("pom.xml"), """
                  <modules>
                    <module>model</module>
                    <module>jobs</module>
                  </modules>
                """);
        Files.createDirectories(project.resolve("model"));
        for (String name : List.of("cast/VoterKeyTest", "cast/VoteCastingJobIT", "tally/VoteTallyJobIT", "TestBase")) {
            Path source = project.resolve("jobs/src/test/java/io/ballotstream/jobs/" + name + ".java");
            Files.createDirectories(source.getParent());
            Files.createFile(source);
        }
        Path maven = Files.createDirectories(directory.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho \"$@\"\nexit 7\n");
        executable(maven);
    }

    @Test
    void withoutArgumentsTheUnitTestsOfAllModulesRun() throws Exception {
        assertThat(run()).isEqualTo(new Outcome(7, "-B -ntp test\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "jobs/"})
    void allTestsOfAModuleAreNamedWithTheirPackages(String module) throws Exception {
        assertThat(run(module))
                .isEqualTo(maven("verify -Dtest=io.ballotstream.jobs.cast.VoterKeyTest"
                        + " -Dit.test=io.ballotstream.jobs.cast.VoteCastingJobIT,"
                        + "io.ballotstream.jobs.tally.VoteTallyJobIT"));
    }

    @Test
    void integrationTestRunsAlone() throws Exception {
        assertThat(run("jobs", "VoteTallyJobIT#counts"))
                .isEqualTo(maven("verify -Dtest=none -Dit.test=io.ballotstream.jobs.tally.VoteTallyJobIT#counts"));
    }

    @Test
    void unitTestsNeedNoPackages() throws Exception {
        assertThat(run("jobs", "*Test"))
                .isEqualTo(maven("test -Dtest=io.ballotstream.jobs.cast.VoterKeyTest -Dit.test=none"));
    }

    @Test
    void optionsBeforeTheModuleArePassedToMaven() throws Exception {
        assertThat(run("-o", "-T2").out()).isEqualTo("-B -ntp -o -T2 test\n");
        assertThat(run("-o", "jobs", "VoterKeyTest").out()).startsWith("-B -ntp -o -pl jobs -am test ");
    }

    @Test
    void unknownModuleIsNamedWithTheKnownOnes() throws Exception {
        assertThat(run("job"))
                .isEqualTo(new Outcome(2, "", "There is no module \"job\". The modules are: model jobs.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VoteCastingJob", "TestBase", "io.ballotstream.jobs.cast.VoterKeyTest", "Nothing*"})
    void nameThatMatchesNoTestRunsNothing(String name) throws Exception {
        assertThat(run("jobs", "VoterKeyTest", name))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "No test in the module jobs is named \"" + name
                                + "\". Names end in Test or IT and have no package.\n"));
    }

    @Test
    void moduleWithoutTestsRunsNothing() throws Exception {
        assertThat(run("model").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpPrintsTheHeaderOfTheScript(String option) throws Exception {
        Outcome outcome = run(option);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Runs tests.\n")
                .contains("  ./test MODULE TEST...")
                .doesNotContain("#!");
    }

    private static Outcome maven(String arguments) {
        return new Outcome(7, "-B -ntp -pl jobs -am " + arguments + " " + FILTERS + "\n", "");
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(project.resolve("test").toString()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
