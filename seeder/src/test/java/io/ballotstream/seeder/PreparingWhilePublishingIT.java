package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Election;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** While voters are published, all steps of a cluster may run again. */
class PreparingWhilePublishingIT {
    private interface Attempt {
        void with(Seeder second) throws InterruptedException;
    }

    @Test
    void electionIsFoundPreparedWhileItsVotersArePublished() throws Exception {
        SeededServices services = SeededServices.fresh("prepared_while_published");
        SeedOptions options = SeederIT.usStates(10_000, new FaultShares(0, 0, 0, 0));

        int attempts = whilePublishing(services, options, second -> {
            Election found = second.resumePreparing(SeededServices.people(options));
            assertThat(found.voters()).isEqualTo(15_843);
        });

        assertThat(attempts).isPositive();
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(15_843);
        assertThat(services.published()).hasSize(15_843);
    }

    @Test
    void votersAreNotPublishedOrEmptiedByTwoAtOnce() throws Exception {
        SeededServices services = SeededServices.fresh("published_by_one");
        SeedOptions options = SeederIT.usStates(20_000, new FaultShares(0, 0, 0, 0));

        int attempts = whilePublishing(services, options, second -> {
            assertThatThrownBy(() -> second.publish(Rate.MAX, true)).isInstanceOf(BadInputException.class);
            assertThatThrownBy(second::reset)
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("Another seeder is working on the database " + services.database + ".");
        });

        assertThat(attempts).isPositive();
        assertThat((long) services.published().size()).isEqualTo(services.number("SELECT voters FROM election"));
    }

    /** Returns how often a second seeder tried: once, halfway through. */
    private static int whilePublishing(SeededServices services, SeedOptions options, Attempt attempt) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        SeedListener listener = (phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING && done < total && attempts.get() == 0) {
                attempts.incrementAndGet();
                try (Seeder second = services.open(SeedListener.NONE)) {
                    attempt.with(second);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (Seeder first = services.open(listener)) {
            first.prepare(options, SeededServices.people(options));
            first.publish(Rate.MAX, false);
        }
        return attempts.get();
    }
}
