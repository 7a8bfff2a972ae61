-- The writer (the jobs) and the reader (dashboards). Roles belong to the whole server, so they may be there already;
-- their passwords are set by whoever migrates, never by a migration.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ballotstream_writer') THEN
        CREATE ROLE ballotstream_writer LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ballotstream_reader') THEN
        CREATE ROLE ballotstream_reader LOGIN;
    END IF;
    -- Nobody but the owner may fill the disk with tables, temporary ones included.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO ballotstream_writer, ballotstream_reader', current_database());
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

GRANT SELECT ON election, candidates, locations, ballot_plan TO ballotstream_writer;
GRANT SELECT, INSERT, UPDATE ON votes, votes_per_candidate, turnout_by_location, candidate_totals, location_totals,
    late_votes, rejected_records, job_runs TO ballotstream_writer;

-- A dashboard's viewer can post any SQL: no personal data, no salt, no raw records, and no endless queries.
ALTER ROLE ballotstream_reader CONNECTION LIMIT 20;
ALTER ROLE ballotstream_reader SET statement_timeout = '5s';
ALTER ROLE ballotstream_reader SET default_transaction_read_only = on;
GRANT SELECT (election_id, name, scale, voters, voting_age, results_sha256, created_at) ON election TO ballotstream_reader;
GRANT SELECT ON candidates, locations, seeding_manifest, votes_per_candidate, turnout_by_location, candidate_totals,
    location_totals, late_votes, audit_results, job_runs, standings, turnout, reconciliation, election_status
    TO ballotstream_reader;
GRANT SELECT (topic, kafka_partition, kafka_offset, reason, detail, rejected_at) ON rejected_records TO ballotstream_reader;
