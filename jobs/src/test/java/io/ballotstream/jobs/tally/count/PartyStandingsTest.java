package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.SETTINGS;
import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.PartyResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartyStandingsTest {
    private KeyedOneInputStreamOperatorTestHarness<String, PartyTotal, PartyResult> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PartyStandings(new Votes.Source(), SETTINGS.earlyFiring())),
                total -> PartyStandings.KEY,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void everyPartyHasARankAndBallotNumbersBreakTies() throws Exception {
        harness.processElement(new PartyTotal("West", 2, START), START);
        harness.processElement(new PartyTotal("South", 2, START + 1), START);
        harness.setProcessingTime(SETTINGS.earlyFiring().toMillis());

        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new PartyResult("South", 2, 0.5, 1, START + 1),
                        new PartyResult("West", 2, 0.5, 2, START + 1),
                        new PartyResult("North", 0, 0.0, 3, START + 1));
    }
}
