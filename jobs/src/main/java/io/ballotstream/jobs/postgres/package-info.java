/**
 * A sink for tables in PostgreSQL, with idempotent writes in batches.
 *
 * <p>It works for any table. Which table gets which columns is defined beside the rows, for example in
 * {@link io.ballotstream.jobs.cast.VotesTable}.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.postgres;
