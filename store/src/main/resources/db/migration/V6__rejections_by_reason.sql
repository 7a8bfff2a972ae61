-- Counting rejections by reason, or over time, reads this index alone, and none of the payloads that are vacuumed.
CREATE INDEX rejected_records_by_time_and_reason ON rejected_records (rejected_at, reason);
DROP INDEX rejected_records_by_time;
