/**
 * Reads the election for both jobs.
 *
 * <p>The SQL is in {@link io.ballotstream.store.ElectionStore}.
 */
package io.ballotstream.jobs.election;
