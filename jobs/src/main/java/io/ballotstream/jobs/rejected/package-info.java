/**
 * Rejected records: their side output, their metrics, and the dead-letter table.
 *
 * <p>The rules that reject a record belong to {@code cast} and {@code tally}.
 */
package io.ballotstream.jobs.rejected;
