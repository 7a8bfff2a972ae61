package io.ballotstream.jobs.tally.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.CollectingSink;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.read.LateVote;
import org.junit.jupiter.api.Test;

class TallySinksTest {
    private final CollectingSink<CandidateTotal> totals = new CollectingSink<>();
    private final CollectingSink<LateVote> late = new CollectingSink<>();
    private final TallySinks sinks =
            new TallySinks().with(TallySinks.CANDIDATE_TOTALS, totals).with(TallySinks.LATE_VOTES, late);

    @Test
    void sinkIsFoundByItsOutput() {
        assertThat(sinks.get(TallySinks.CANDIDATE_TOTALS)).isSameAs(totals);
        assertThat(sinks.get(TallySinks.LATE_VOTES)).isSameAs(late);
    }

    @Test
    void missingSinkIsNamed() {
        assertThatThrownBy(() -> sinks.get(TallySinks.LOCATION_TOTALS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The tally has no sink for location_totals.");
    }
}
