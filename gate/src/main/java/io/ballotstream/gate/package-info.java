/**
 * What Flink's REST API refuses: a jar for the class path of whatever serves it, a JobManager or a cluster in a process.
 */
package io.ballotstream.gate;
