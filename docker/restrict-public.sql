-- Revokes rights that only the owner may have in databases of this server. The superuser executes it in template1 before the database is
-- created. The owner keeps these rights, because its migrations take an advisory lock.
DO $$
DECLARE
    harmful regprocedure;
BEGIN
    FOR harmful IN
        -- Large objects and messages in the write-ahead log can fill the disk. Advisory locks can block other sessions.
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND proname ~ '^(lo_|loread$|lowrite$|pg_(try_)?advisory_|pg_logical_emit_message$)'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', harmful);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ballotstream', harmful);
    END LOOP;
END;
$$;
-- So that the owner can set a limit for the reader that the reader cannot change.
GRANT SET ON PARAMETER temp_file_limit TO ballotstream;
