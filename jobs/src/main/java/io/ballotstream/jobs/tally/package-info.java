/**
 * The tally job: its command line, settings and graph.
 *
 * <p>Parsing is in {@code read}, counting in {@code count}, and writing in {@code publish}.
 */
package io.ballotstream.jobs.tally;
