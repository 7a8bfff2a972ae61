/**
 * The rules by which a voter's record is accepted, and by which the vote and its time are derived.
 *
 * <p>All of them are pure functions of the record and the election, and none depends on Flink. A rule that needs keyed
 * state, such as deduplication, belongs to {@code cast}.
 */
package io.ballotstream.jobs.cast.rules;
