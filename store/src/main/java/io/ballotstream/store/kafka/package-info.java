/**
 * What the programs share as clients of Kafka: logins, errors, and a reader of committed records.
 *
 * <p>It needs {@code kafka-clients}, which only the modules that use Kafka declare. The sources and sinks of the jobs
 * do not belong here.
 */
package io.ballotstream.store.kafka;
