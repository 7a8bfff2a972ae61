/**
 * A real PostgreSQL server and a real Kafka broker that a program starts for itself, in a directory that is locked and
 * cleaned up.
 *
 * <p>Nothing here knows the tables, the topics or the jobs: those belong to the modules that use the services.
 */
package io.ballotstream.embedded;
