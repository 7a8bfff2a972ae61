package io.ballotstream.jobs.rejected;

import static io.ballotstream.jobs.postgres.ColumnType.BIGINT;
import static io.ballotstream.jobs.postgres.ColumnType.BYTEA;
import static io.ballotstream.jobs.postgres.ColumnType.INTEGER;
import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;

import io.ballotstream.jobs.postgres.Column;
import io.ballotstream.jobs.postgres.Table;
import java.util.List;

/** The mapping of {@link RejectedRecord} to the table {@code rejected_records}, for both jobs. */
public final class RejectedRecordsTable {
    /** Append-only. The key is the record's topic, partition and offset, so a replay adds no rows. */
    public static final Table<RejectedRecord> TABLE = Table.appendOnly(
            "rejected_records",
            List.of(
                    new Column<>("topic", TEXT, RejectedRecord::topic),
                    new Column<>("kafka_partition", INTEGER, RejectedRecord::partition),
                    new Column<>("kafka_offset", BIGINT, RejectedRecord::offset),
                    new Column<>("reason", TEXT, record -> record.reason().name()),
                    new Column<>("detail", TEXT, RejectedRecord::detail),
                    new Column<>("payload", BYTEA, RejectedRecord::payload),
                    new Column<>("rejected_at", TIMESTAMPTZ, RejectedRecord::rejectedAt)));

    private RejectedRecordsTable() {}
}
