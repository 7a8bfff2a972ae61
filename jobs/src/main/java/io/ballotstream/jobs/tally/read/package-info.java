/**
 * Parses votes, separates late votes and rejected records from those that count, and generates watermarks.
 *
 * <p>Nothing here counts.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.tally.read;
