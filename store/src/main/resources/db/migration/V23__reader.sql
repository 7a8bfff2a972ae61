-- A role may change its own password and settings, and raise any limit of its session. What a viewer of the dashboards has
-- changed is taken back, and what he keeps running is ended, by whoever calls this as the owner: each start of the
-- seeder, and in the Docker stack PostgreSQL's health check, every few seconds.

-- To see and to end the sessions of the reader.
GRANT ballotstream_reader TO CURRENT_USER;

CREATE FUNCTION restore_reader(patience interval DEFAULT '30 seconds') RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    wanted text[] := ARRAY['statement_timeout=5s', 'default_transaction_read_only=on', 'work_mem=16MB',
                           'idle_in_transaction_session_timeout=10s'];
    setting text;
    elsewhere name;
BEGIN
    -- Old rows can be cleared away only when no transaction may read them any more, and a transaction that changes the
    -- role keeps others from doing so.
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = 'ballotstream_reader' AND xact_start < clock_timestamp() - patience;

    IF has_parameter_privilege('temp_file_limit', 'SET') THEN
        wanted := wanted || 'temp_file_limit=256MB'::text;
    END IF;

    FOR elsewhere IN
        SELECT datname FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
        WHERE s.setrole = 'ballotstream_reader'::regrole
    LOOP
        EXECUTE format('ALTER ROLE ballotstream_reader IN DATABASE %I RESET ALL', elsewhere);
    END LOOP;
    -- Compared first: a change for nothing would be written every time.
    IF wanted IS DISTINCT FROM (SELECT setconfig FROM pg_db_role_setting
                                WHERE setrole = 'ballotstream_reader'::regrole AND setdatabase = 0) THEN
        -- Two at once would fail: the reader cannot lock this table.
        LOCK TABLE seeder_locks IN SHARE ROW EXCLUSIVE MODE;
        ALTER ROLE ballotstream_reader RESET ALL;
        FOREACH setting IN ARRAY wanted LOOP
            EXECUTE format('ALTER ROLE ballotstream_reader SET %I = %L',
                           split_part(setting, '=', 1), split_part(setting, '=', 2));
        END LOOP;
    END IF;
END;
$$;
COMMENT ON FUNCTION restore_reader IS
    'Takes back what the reader has changed about its role, and ends its transactions that are older than the patience.';
REVOKE EXECUTE ON FUNCTION restore_reader FROM PUBLIC;

SELECT restore_reader();
