package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.bench.ResultCells.Count;
import io.ballotstream.model.ServiceFailedException;
import org.junit.jupiter.api.Test;

class ResultCellsTest {
    private final ResultCells tally = new ResultCells();
    private final ResultCells baseline = new ResultCells();

    ResultCellsTest() {
        for (ResultCells cells : new ResultCells[] {tally, baseline}) {
            cells.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c1"), new Count(5, 1000));
            cells.put(Cell.of(ResultCells.LOCATION_TOTALS, "Essex", "c1"), new Count(5, 1000));
        }
    }

    @Test
    void equalCellsAreAccepted() {
        assertThatCode(this::compare).doesNotThrowAnyException();
    }

    @Test
    void cellWithAnotherNumberOfVotesIsADifference() {
        baseline.put(Cell.of(ResultCells.LOCATION_TOTALS, "Essex", "c1"), new Count(4, 1000));

        assertThatThrownBy(this::compare)
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The results of \"fastest loop\" and \"tally\" differ in 1 cells, for example in"
                        + " location_totals for Essex, c1: 4 votes until 1000 instead of 5 votes until 1000.");
    }

    @Test
    void cellWithAnotherTimeIsADifference() {
        baseline.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c1"), new Count(5, 999));

        assertThatThrownBy(this::compare).hasMessageContaining("5 votes until 999 instead of 5 votes until 1000");
    }

    @Test
    void cellOnOneSideOnlyIsADifference() {
        baseline.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c2"), new Count(1, 1000));
        tally.put(Cell.of(ResultCells.PARTY_TOTALS, ""), new Count(1, 1000));

        assertThatThrownBy(this::compare)
                .hasMessageContaining("differ in 2 cells")
                .hasMessageContaining("candidate_totals for c2: 1 votes until 1000 instead of no row");
    }

    @Test
    void eachTableMustHoldAllVotes() {
        assertThat(tally.eachTableHolds(5)).isFalse();

        ResultCells.TABLES.forEach(table -> tally.put(Cell.of(table, "Essex", "c1"), new Count(5, 1000)));
        tally.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c1"), new Count(0, 1000));

        assertThat(tally.eachTableHolds(5)).isTrue();
    }

    private void compare() {
        baseline.requireEqualTo(tally, "fastest loop");
    }
}
