/**
 * Counts votes: pre-aggregation, event-time windows, totals and rankings.
 *
 * <p>All operators receive deltas and emit absolute values or further deltas. Nothing here knows a table or a topic.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.tally.count;
