package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrayOutputTest {
    @Test
    void whatIsPrintedIsLoggedLineByLine() {
        List<String> logged = new ArrayList<>();
        PrintStream stray = StrayOutput.lines(logged::add);

        stray.print("Züri");
        assertThat(logged).isEmpty();
        stray.println("ch");
        stray.println();
        stray.print("two\r\nlines\n");

        assertThat(logged).containsExactly("Zürich", "two", "lines");
    }

    @Test
    void processGetsItsStreamsBack() {
        PrintStream out = System.out;
        PrintStream err = System.err;

        StrayOutput stray = new StrayOutput();
        assertThat(System.out).isNotSameAs(out);
        assertThat(System.err).isNotSameAs(err);
        stray.close();

        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(err);
    }
}
