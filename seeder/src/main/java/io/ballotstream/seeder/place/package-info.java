/**
 * Countries and regions with their coordinates. The locations of an election do not belong here, but in {@code plan}.
 */
package io.ballotstream.seeder.place;
