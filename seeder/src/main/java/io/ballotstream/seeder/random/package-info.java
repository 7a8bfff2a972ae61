/**
 * Random numbers that are pure functions of a seed. No other package may create a random generator from a seed, and
 * nothing here knows elections.
 */
package io.ballotstream.seeder.random;
