/**
 * Puts an election into PostgreSQL and its voters onto Kafka.
 *
 * <p>{@link io.ballotstream.seeder.Seeder} runs both phases. Its packages, none of which depends on one further down:
 *
 * <ul>
 *   <li>{@code random}: draws that are a function of the seed
 *   <li>{@code manifest}: how many records of each kind are published
 *   <li>{@code progress}: phases, and how the user sees them
 *   <li>{@code place}: countries and regions
 *   <li>{@code people}: names, birthdays and addresses, synthetic or from the API
 *   <li>{@code plan}: what an election consists of before voters register
 *   <li>{@code registration}: the tables
 *   <li>{@code publishing}: {@code voters_topic}
 *   <li>{@code command}: {@code ballotstream seed}
 * </ul>
 */
package io.ballotstream.seeder;
