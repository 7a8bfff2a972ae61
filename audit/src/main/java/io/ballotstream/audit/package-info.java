/**
 * Reconciliation: reads tables and topics, proves the counts, prints a verdict.
 *
 * <p>{@link io.ballotstream.audit.Audit} gathers the {@link io.ballotstream.audit.Evidence} and hands it to the rules R1
 * to R7, one class each; {@link io.ballotstream.audit.Drain} waits until there is nothing left to count.
 */
package io.ballotstream.audit;
