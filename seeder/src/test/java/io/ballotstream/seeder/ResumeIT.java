package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ResumeIT {
    private static final FaultShares FAULTS = new FaultShares(0.02, 0.05, 0.02, 0.02);

    /** Ends a phase halfway through, like a failure. */
    private static final class Stop extends RuntimeException {}

    private static SeedListener stopAt(SeedPhase phase, long atLeast) {
        return (now, done, total) -> {
            if (now == phase && done >= atLeast && done < total) {
                throw new Stop();
            }
        };
    }

    @Test
    void interruptedPublishingResumesWithTheNextRecord() throws Exception {
        SeedOptions options = SeederIT.usStates(4000, FAULTS);
        SeededServices whole = SeededServices.fresh("published_at_once");
        whole.seed(options);
        List<String> expected = contents(whole);

        SeededServices services = SeededServices.fresh("published_in_parts");
        try (Seeder seeder = services.open(SeedListener.NONE)) {
            seeder.prepare(options, SeededServices.people(options));
        }
        for (long stop : new long[] {1, 15_000, 30_000}) {
            try (Seeder seeder = services.open(stopAt(SeedPhase.PUBLISHING, stop))) {
                assertThatThrownBy(() -> seeder.publish(Rate.MAX, stop > 1)).isInstanceOf(Stop.class);
            }
            assertThat(services.published()).hasSizeBetween((int) stop, expected.size() - 1);
        }
        try (Seeder seeder = services.open(SeedListener.NONE)) {
            seeder.publish(Rate.MAX, true);
        }

        assertThat(contents(services)).isEqualTo(expected);
    }

    private static List<String> contents(SeededServices services) {
        return services.published().stream().map(ResumeIT::content).toList();
    }

    private static String content(ConsumerRecord<String, byte[]> record) {
        return record.partition() + " " + record.key() + " " + Arrays.hashCode(record.value());
    }

    @Test
    void completedPublishingResumesWithNothing() throws Exception {
        SeededServices services = SeededServices.fresh("published_twice");
        services.seed(SeederIT.simulated(500));

        try (Seeder seeder = services.open(SeedListener.NONE)) {
            seeder.publish(Rate.MAX, true);
        }

        assertThat(services.published()).hasSize(500);
    }

    @Test
    void sameSeederCanPublishAgain() throws Exception {
        SeededServices services = SeededServices.fresh("same_seeder");
        SeedOptions options = SeederIT.simulated(200);

        try (Seeder seeder = services.open(SeedListener.NONE)) {
            seeder.prepare(options, SeededServices.people(options));
            seeder.publish(Rate.MAX, false);
            seeder.publish(Rate.MAX, true);
            seeder.resumePreparing(SeededServices.people(options));
            seeder.reset();
            seeder.prepare(options, SeededServices.people(options));
            seeder.publish(Rate.MAX, false);
        }

        assertThat(services.published()).hasSize(200);
    }

    @Test
    void interruptedRegistrationResumesWithTheNextPage() throws Exception {
        SeedOptions options = SeederIT.usStates(10_000, FAULTS);
        SeededServices whole = SeededServices.fresh("registered_at_once");
        try (Seeder seeder = whole.open(SeedListener.NONE)) {
            seeder.prepare(options, SeededServices.people(options));
        }
        SeededServices services = SeededServices.fresh("registered_in_parts");
        try (Seeder seeder = services.open(stopAt(SeedPhase.REGISTERING, 5000))) {
            assertThatThrownBy(() -> seeder.prepare(options, SeededServices.people(options)))
                    .isInstanceOf(Stop.class);
        }
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(5000);
        assertThat(services.number("SELECT registered_voters FROM election")).isEqualTo(5000);
        try (Seeder seeder = services.open(SeedListener.NONE)) {
            assertThatThrownBy(() -> seeder.publish(Rate.MAX, true))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("The election \"us-president-2020-by-state, 1 in 10000\" is not completely prepared:"
                            + " complete it with --phase prepare --resume.");
            seeder.resumePreparing(SeededServices.people(options));
        }

        assertThat(services.number("SELECT voters - registered_voters FROM election"))
                .isZero();
        assertThat(services.rows("SELECT * FROM voters ORDER BY voter_number"))
                .isEqualTo(whole.rows("SELECT * FROM voters ORDER BY voter_number"));
    }

    @Test
    void publishingAgainWithoutResumeIsRefused() throws Exception {
        SeededServices services = SeededServices.fresh("published_again");
        services.seed(SeederIT.simulated(100));

        try (Seeder seeder = services.open(SeedListener.NONE)) {
            assertThatThrownBy(() -> seeder.publish(Rate.MAX, false))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("voters_topic already contains 100 records: continue after them with --resume,"
                            + " or start over with --reset.");
        }
        assertThat(services.published()).hasSize(100);
    }

    @Test
    void interruptEndsPublishingAndItsTransaction() throws Exception {
        SeededServices services = SeededServices.fresh("interrupted");
        SeedOptions options = SeederIT.simulated(2000);
        try (Seeder seeder = services.open((phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING && done > 50) {
                Thread.currentThread().interrupt();
            }
        })) {
            seeder.prepare(options, SeededServices.people(options));

            assertThatThrownBy(() -> seeder.publish(new Rate(500), false)).isInstanceOf(InterruptedException.class);
        }
        int published = services.published().size();
        assertThat(published).isBetween(51, 1999);
        try (Seeder seeder = services.open(SeedListener.NONE)) {
            seeder.publish(Rate.MAX, true);
        }

        assertThat(services.published()).hasSize(2000);
        assertThat(services.published().stream().map(ConsumerRecord::key).distinct())
                .hasSize(2000);
    }
}
