/**
 * Fencing: ensures that only one run of a job writes the job's outputs, and that a run is restored from state that is
 * as new as the outputs.
 *
 * <p>It covers PostgreSQL. Fencing of the transactions in Kafka belongs to {@code kafka}.
 *
 * @serial exclude
 */
package io.ballotstream.jobs.fencing;
