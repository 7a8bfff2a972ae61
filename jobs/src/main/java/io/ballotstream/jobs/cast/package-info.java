/**
 * The casting job: validates voters, casts their votes, and deduplicates voters.
 *
 * <p>The validation rules are in {@code rules}. Sources and sinks that know nothing about votes belong to {@code kafka}
 * and {@code postgres}.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.cast;
