COMMENT ON COLUMN rejected_records.payload IS
    'The first 4096 raw bytes, which may be personal data; NULL for a record without a value.';
