/**
 * An election before its voters register: its options, candidates, locations, colors and planned votes. Code that
 * accesses PostgreSQL or Kafka does not belong here.
 */
package io.ballotstream.seeder.plan;
