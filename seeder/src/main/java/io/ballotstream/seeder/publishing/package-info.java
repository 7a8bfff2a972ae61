/**
 * Publishes the records of an election to {@code voters_topic}, including injected faults. Code that writes to tables
 * does not belong here.
 */
package io.ballotstream.seeder.publishing;
