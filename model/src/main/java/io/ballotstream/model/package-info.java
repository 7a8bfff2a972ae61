/**
 * The vocabulary of the project: the records on the topics and of the election, their names, and the rules that all
 * programs share, such as lateness, reject reasons and exit codes.
 *
 * <p>Nothing here opens a connection or depends on JDBC, Kafka or Flink, because every module depends on this one.
 */
package io.ballotstream.model;
