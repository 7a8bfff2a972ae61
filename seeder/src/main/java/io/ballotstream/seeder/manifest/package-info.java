/**
 * The numbers of records of each kind that an election publishes, derived from the options. How such records look does
 * not belong here, but in {@code publishing}.
 */
package io.ballotstream.seeder.manifest;
