-- Who is at work. Any role may take an advisory lock, the reader included; it has no rights to these rows.

CREATE TABLE job_locks (
    job text PRIMARY KEY
);
COMMENT ON TABLE job_locks IS 'A run locks its job''s row while it acquires the outputs.';

CREATE TABLE seeder_locks (
    activity      text PRIMARY KEY,
    seeder        uuid NOT NULL,
    backend_pid   integer NOT NULL,
    backend_start timestamptz NOT NULL
);
COMMENT ON TABLE seeder_locks IS 'What a seeder is at, for as long as its session lasts.';

GRANT SELECT, INSERT, UPDATE ON job_locks TO ballotstream_writer;
