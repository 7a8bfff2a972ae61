/**
 * The commands {@code ballotstream seed} and {@code ballotstream grant}, and their options. The work itself does not
 * belong here.
 */
package io.ballotstream.seeder.command;
