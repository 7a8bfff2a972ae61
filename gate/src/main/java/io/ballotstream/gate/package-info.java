/**
 * Protects Flink's REST API: without a secret, it only allows reading. The jar belongs on the class path of the process
 * that serves the API, a JobManager or an embedded cluster. In a JobManager with ZooKeeper it also ends the process after an
 * outage of ZooKeeper in which another JobManager may have been elected.
 *
 * <p>Access to Kafka and PostgreSQL is not controlled here, but by their own users and rights.
 */
package io.ballotstream.gate;
