/**
 * PostgreSQL as the programs use it: addresses, logins, migrations, the tables of the election, and the jobs'
 * heartbeats.
 *
 * <p>SQL that only one program needs belongs to that program. Flink must not be used here.
 */
package io.ballotstream.store;
