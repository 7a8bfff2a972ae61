/**
 * Sources and sinks for topics: Flink's connector, extended by checks that a restored job neither skips nor repeats
 * records.
 *
 * <p>They work for any topic. What the records contain belongs to {@code cast} and {@code tally}.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.kafka;
