/**
 * The audit: compares the tables and topics of an election, and prints a verdict.
 *
 * <p>{@link io.ballotstream.audit.Audit} collects the {@link io.ballotstream.audit.Evidence} and passes it to the
 * rules R1 to R7, one class each. {@link io.ballotstream.audit.Drain} waits until all votes are counted. The code of
 * the jobs does not belong here and must not be used here, because the audit would share its bugs.
 */
package io.ballotstream.audit;
