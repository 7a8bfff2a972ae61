#!/usr/bin/env bash
# Runs once, when the database server is new. Creates the owner of the tables, who is not a superuser.
set -euo pipefail

psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat /run/secrets/owner/password`
SET log_min_error_statement = panic;
CREATE ROLE ballotstream LOGIN CREATEROLE PASSWORD :'password';
\connect template1
\i /opt/ballotstream/restrict-public.sql
\connect postgres
CREATE DATABASE ballotstream OWNER ballotstream;
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL
