package io.ballotstream.jobs.rejected;

import static io.ballotstream.jobs.postgres.ColumnType.BIGINT;
import static io.ballotstream.jobs.postgres.ColumnType.BYTEA;
import static io.ballotstream.jobs.postgres.ColumnType.INTEGER;
import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;

import io.ballotstream.jobs.postgres.Column;
import io.ballotstream.jobs.postgres.Table;
import java.util.List;

/** How the table {@code rejected_records} is written, by both jobs. */
public final class RejectedRecordsTable {
    /** A record is rejected once: where it stands in its topic is the key. */
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
