/**
 * Seeds an election: creates its tables and topics, registers its voters in PostgreSQL, and publishes them to Kafka.
 *
 * <p>Code that runs in the Flink jobs does not belong here, nor does reading results files. {@link
 * io.ballotstream.seeder.Seeder} runs both phases. Packages depend only on packages above them in this list:
 * <ul>
 *   <li>{@code random}: random numbers that are a function of the seed
 *   <li>{@code manifest}: how many records of each kind are published
 *   <li>{@code progress}: phases, and the display of their progress
 *   <li>{@code place}: countries and regions
 *   <li>{@code people}: names, birthdays and addresses, synthetic or from the API
 *   <li>{@code plan}: an election before its voters register: candidates, locations, planned votes
 *   <li>{@code registration}: writing the tables
 *   <li>{@code publishing}: writing {@code voters_topic}
 *   <li>{@code command}: {@code ballotstream seed} and {@code ballotstream grant}
 * </ul>
 */
package io.ballotstream.seeder;
