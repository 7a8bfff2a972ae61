package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.progress.SeedPhase;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Used heap while very many voters are registered and published in a process with a small heap. If it grew with the
 * voters, the last sample would be greater than the first.
 */
final class Memory implements Benchmark {
    private static final int HEAP_MIB = 128;
    private static final double MEBIBYTE = 1 << 20;
    private static final double MOST_GROWTH = 1.5;

    private final Stage stage;
    private final long voters;
    private final Notes notes;

    Memory(Stage stage, long voters, Notes notes) {
        this.stage = stage;
        this.voters = voters;
        this.notes = notes;
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "heap in use, seeding %,d voters with -Xmx%dm", voters, HEAP_MIB);
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.clear();
        notes.say("Seeding in a process with a heap of " + HEAP_MIB + " MiB");
        Map<SeedPhase, List<Double>> looks = new EnumMap<>(SeedPhase.class);
        try {
            Process seeding = start();
            try (BufferedReader lines = seeding.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ");
                    SeedPhase phase = SeedPhase.valueOf(words[0]);
                    double inUse = Long.parseLong(words[2]) / MEBIBYTE;
                    looks.computeIfAbsent(phase, first -> new ArrayList<>()).add(inUse);
                    notes.say(phase.title() + ": " + Unit.NUMBER.text(Long.parseLong(words[1])) + " so far, "
                            + Unit.MEBIBYTES.text(inUse));
                }
                if (seeding.waitFor() != 0) {
                    throw new ServiceFailedException("The seeding process with the small heap failed.");
                }
            } finally {
                seeding.destroy();
            }
        } catch (IOException e) {
            throw new ServiceFailedException("The seeding process cannot be started: " + e.getMessage(), e);
        }
        List<Figure> figures = new ArrayList<>();
        looks.forEach((phase, inUse) -> figures.addAll(figures(phase, inUse)));
        return figures;
    }

    private static List<Figure> figures(SeedPhase phase, List<Double> inUse) {
        double growth = inUse.get(inUse.size() - 1) / inUse.get(0);
        return List.of(
                Figure.of(phase.title() + ", at each tenth", Unit.MEBIBYTES, inUse, Target.atMost(HEAP_MIB)),
                Figure.of(phase.title() + ", last ÷ first", Unit.RATIO, List.of(growth), Target.atMost(MOST_GROWTH)));
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SeedingInLittleMemory.class.getName(),
                        Long.toString(voters))
                .redirectError(Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("BALLOTSTREAM_KAFKA", stage.kafka());
        environment.put("BALLOTSTREAM_POSTGRES_URL", stage.owner().jdbcUrl());
        environment.put("BALLOTSTREAM_POSTGRES_USER", stage.owner().user());
        environment.put("BALLOTSTREAM_POSTGRES_PASSWORD", stage.owner().password());
        return builder.start();
    }
}
