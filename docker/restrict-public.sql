-- What no role but the owner is to do in any database of this server; executed in template1 by the superuser, before
-- the database is created. The owner's migrations take an advisory lock.
DO $$
DECLARE
    harmful regprocedure;
BEGIN
    FOR harmful IN
        -- Large objects and messages in the write-ahead log fill the disk; advisory locks stop others.
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND proname ~ '^(lo_|loread$|lowrite$|pg_(try_)?advisory_|pg_logical_emit_message$)'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', harmful);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ballotstream', harmful);
    END LOOP;
END;
$$;
-- A limit of the reader that the reader cannot lift.
GRANT SET ON PARAMETER temp_file_limit TO ballotstream;
