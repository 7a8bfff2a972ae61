package io.ballotstream.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private record Count(String place, long window, long votes) {}

    private static final List<Column<Count>> KEY = List.of(
            new Column<>("window_start", ColumnType.TIMESTAMPTZ, Count::window),
            new Column<>("place", ColumnType.TEXT, Count::place));
    private static final List<Column<Count>> VOTES = List.of(new Column<>("votes", ColumnType.BIGINT, Count::votes));

    @Test
    void appendOnlyRowsAreInsertedOnce() {
        Table<Count> table = Table.appendOnly("places", KEY);

        assertThat(table.sql())
                .isEqualTo("INSERT INTO places (window_start, place)"
                        + " SELECT timestamptz 'epoch' + window_start * interval '1 ms', place"
                        + " FROM unnest(?::bigint[], ?::text[]) AS batch (window_start, place)"
                        + " ON CONFLICT DO NOTHING");
    }

    @Test
    void upsertedRowsAreReplacedByGreaterCountsOnly() {
        Table<Count> table = Table.upserted("places", KEY, VOTES);

        assertThat(table.sql())
                .isEqualTo("INSERT INTO places (window_start, place, votes)"
                        + " SELECT timestamptz 'epoch' + window_start * interval '1 ms', place, votes"
                        + " FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS batch (window_start, place, votes)"
                        + " ON CONFLICT (window_start, place) DO UPDATE SET votes = EXCLUDED.votes,"
                        + " written_at = clock_timestamp() WHERE EXCLUDED.votes > places.votes");
    }

    @Test
    void upsertedTableWithoutVotesIsRefused() {
        assertThatThrownBy(() -> Table.upserted("places", KEY, List.of()))
                .hasMessage("The upserted table places needs a column votes.");
    }

    @Test
    void batchOfUpsertedRowsKeepsTheLastRowPerKey() {
        Batch<Count> batch = new Batch<>(Table.upserted("places", KEY, VOTES));

        batch.add(new Count("Ohio", 0, 1));
        batch.add(new Count("Utah", 0, 1));
        batch.add(new Count("Ohio", 0, 2));
        batch.add(new Count("Ohio", 10, 1));

        assertThat(batch.rows())
                .containsExactly(new Count("Ohio", 0, 2), new Count("Utah", 0, 1), new Count("Ohio", 10, 1));
    }

    @Test
    void batchIsFullAtFiveThousandRows() {
        Batch<Count> batch = new Batch<>(Table.appendOnly("places", KEY));

        for (int row = 0; row < 4999; row++) {
            batch.add(new Count("Ohio", row, 1));
        }
        assertThat(batch.isFull()).isFalse();
        batch.add(new Count("Ohio", 4999, 1));

        assertThat(batch.isFull()).isTrue();
    }

    @Test
    void batchOfLargePayloadsIsFullAtEightMebibytes() {
        Batch<byte[]> batch = new Batch<>(
                Table.appendOnly("payloads", List.of(new Column<>("payload", ColumnType.BYTEA, row -> row))));

        batch.add(new byte[(8 << 20) - 1]);
        assertThat(batch.isFull()).isFalse();
        batch.add(new byte[1]);

        assertThat(batch.isFull()).isTrue();
    }
}
