/** Writes the election and its voters to the tables of PostgreSQL. Code that accesses Kafka does not belong here. */
package io.ballotstream.seeder.registration;
