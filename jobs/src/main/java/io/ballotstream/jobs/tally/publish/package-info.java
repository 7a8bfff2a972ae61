/**
 * Maps the results of the tally to tables and topics.
 *
 * <p>Nothing here computes a result.
 */
package io.ballotstream.jobs.tally.publish;
