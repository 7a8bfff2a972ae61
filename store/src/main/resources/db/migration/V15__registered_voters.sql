-- The casting job may not read voters, and must not start before all of them are registered and planned for.
ALTER TABLE election ADD COLUMN registered_voters bigint NOT NULL DEFAULT 0
    CHECK (registered_voters BETWEEN 0 AND voters);
UPDATE election SET registered_voters = (SELECT count(*) FROM voters);
COMMENT ON COLUMN election.registered_voters IS 'How many rows the table voters has; the same as voters when the election is prepared.';
