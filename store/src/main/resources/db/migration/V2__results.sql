-- What the jobs write. Counts are absolute values upserted by key, so that a replay changes nothing.
-- Rows that change all the time leave room on their page for the next version (HOT updates).

CREATE TABLE votes (
    voter_id     text PRIMARY KEY,
    vote_id      text        NOT NULL,
    candidate_id text        NOT NULL,
    location     text        NOT NULL,
    voting_time  timestamptz NOT NULL,
    vote         integer     NOT NULL DEFAULT 1
);

CREATE TABLE votes_per_candidate (
    window_start timestamptz NOT NULL,
    candidate_id text        NOT NULL,
    window_end   timestamptz NOT NULL,
    votes        bigint      NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (window_start, candidate_id)
) WITH (fillfactor = 70);
CREATE INDEX votes_per_candidate_by_candidate ON votes_per_candidate (candidate_id, window_start);

CREATE TABLE turnout_by_location (
    window_start timestamptz NOT NULL,
    location     text        NOT NULL,
    window_end   timestamptz NOT NULL,
    votes        bigint      NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (window_start, location)
) WITH (fillfactor = 70);
CREATE INDEX turnout_by_location_by_location ON turnout_by_location (location, window_start);

CREATE TABLE candidate_totals (
    candidate_id text PRIMARY KEY,
    votes        bigint      NOT NULL,
    as_of        timestamptz NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);
COMMENT ON COLUMN candidate_totals.as_of IS 'The greatest voting_time counted.';

CREATE TABLE location_totals (
    location     text        NOT NULL,
    candidate_id text        NOT NULL,
    votes        bigint      NOT NULL,
    as_of        timestamptz NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (location, candidate_id)
) WITH (fillfactor = 50);

CREATE TABLE late_votes (
    vote_id      text PRIMARY KEY,
    candidate_id text        NOT NULL,
    location     text        NOT NULL,
    voting_time  timestamptz NOT NULL,
    arrived_at   timestamptz NOT NULL
);
CREATE INDEX late_votes_by_arrival ON late_votes (arrived_at);

CREATE TABLE rejected_records (
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    reason          text        NOT NULL,
    detail          text        NOT NULL,
    payload         bytea,
    rejected_at     timestamptz NOT NULL,
    PRIMARY KEY (topic, kafka_partition, kafka_offset)
);
COMMENT ON COLUMN rejected_records.detail IS 'Names the field, never its value.';
COMMENT ON COLUMN rejected_records.payload IS 'The raw bytes; NULL for a record without a value.';
COMMENT ON COLUMN rejected_records.rejected_at IS 'The record''s Kafka timestamp.';
CREATE INDEX rejected_records_by_time ON rejected_records (rejected_at);

CREATE TABLE audit_results (
    run_at      timestamptz NOT NULL,
    rule        text        NOT NULL,
    left_name   text        NOT NULL,
    left_value  bigint      NOT NULL,
    right_name  text        NOT NULL,
    right_value bigint      NOT NULL,
    difference  bigint      NOT NULL,
    holds       boolean     NOT NULL,
    PRIMARY KEY (run_at, rule)
);

CREATE TABLE job_runs (
    job             text PRIMARY KEY,
    election_id     text        NOT NULL REFERENCES election,
    flink_job_id    text        NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_checkpoint bigint,
    checkpoint_at   timestamptz
);
COMMENT ON TABLE job_runs IS 'Which run of a job owns its output tables, and its newest completed checkpoint.';
