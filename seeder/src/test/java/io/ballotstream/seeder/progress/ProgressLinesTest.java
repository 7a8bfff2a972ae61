package io.ballotstream.seeder.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final ProgressLines lines =
            new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8), clock::get);

    @Test
    void phaseShowsItsBeginningAndItsEnd() {
        lines.progress(SeedPhase.REGISTERING, 0, 12_000);
        lines.progress(SeedPhase.REGISTERING, 5000, 12_000);
        lines.progress(SeedPhase.REGISTERING, 12_000, 12_000);
        lines.progress(SeedPhase.PUBLISHING, 0, 12_500);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Registering voters: 0 of 12,000",
                        "Registering voters: 12,000 of 12,000",
                        "Publishing voters: 0 of 12,500");
    }

    @Test
    void lineComesEveryFiveSeconds() {
        for (int second = 0; second <= 12; second++) {
            clock.set(second * 1_000_000_000L);
            lines.progress(SeedPhase.PUBLISHING, second, 100);
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Publishing voters: 0 of 100", "Publishing voters: 5 of 100", "Publishing voters: 10 of 100");
    }
}
