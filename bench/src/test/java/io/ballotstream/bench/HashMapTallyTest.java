package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.bench.ResultCells.Count;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashMapTallyTest {
    private static final long WINDOW_MS = 10;
    private static final TallySetup ELECTION = new TallySetup(
            List.of(new Candidate("c1", 1, "Ann", "Blue"), new Candidate("c2", 2, "Bob", "Blue")),
            List.of(new Location("Essex", null, null, null), new Location("Kent", null, null, null)));

    @Test
    void votesOfAllThreadsAreCountedInAllTables() {
        HashMapTally one = new HashMapTally(WINDOW_MS);
        HashMapTally other = new HashMapTally(WINDOW_MS);
        one.count("Essex", "c1", 25);
        one.count("Essex", "c2", 9);
        other.count("Essex", "c1", 20);
        other.count("Kent", "c1", 30);
        HashMapTally.Results results = new HashMapTally.Results(ELECTION, WINDOW_MS);

        results.add(one);
        results.add(other);

        ResultCells expected = new ResultCells();
        expected.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c1"), new Count(3, 30));
        expected.put(Cell.of(ResultCells.CANDIDATE_TOTALS, "c2"), new Count(1, 9));
        expected.put(Cell.of(ResultCells.PARTY_TOTALS, "Blue"), new Count(4, 30));
        expected.put(Cell.of(ResultCells.LOCATION_TOTALS, "Essex", "c1"), new Count(2, 25));
        expected.put(Cell.of(ResultCells.LOCATION_TOTALS, "Essex", "c2"), new Count(1, 9));
        expected.put(Cell.of(ResultCells.LOCATION_TOTALS, "Kent", "c1"), new Count(1, 30));
        expected.put(Cell.of(ResultCells.VOTES_PER_CANDIDATE, "0", "c2"), new Count(1, 10));
        expected.put(Cell.of(ResultCells.VOTES_PER_CANDIDATE, "20", "c1"), new Count(2, 30));
        expected.put(Cell.of(ResultCells.VOTES_PER_CANDIDATE, "30", "c1"), new Count(1, 40));
        expected.put(Cell.of(ResultCells.TURNOUT_BY_LOCATION, "0", "Essex"), new Count(1, 10));
        expected.put(Cell.of(ResultCells.TURNOUT_BY_LOCATION, "20", "Essex"), new Count(2, 30));
        expected.put(Cell.of(ResultCells.TURNOUT_BY_LOCATION, "30", "Kent"), new Count(1, 40));
        expected.put(Cell.of(ResultCells.VOTES_PER_PARTY, "0", "Blue"), new Count(1, 10));
        expected.put(Cell.of(ResultCells.VOTES_PER_PARTY, "20", "Blue"), new Count(2, 30));
        expected.put(Cell.of(ResultCells.VOTES_PER_PARTY, "30", "Blue"), new Count(1, 40));
        assertThatCode(() -> results.cells().requireEqualTo(expected, "hash maps"))
                .doesNotThrowAnyException();
    }
}
