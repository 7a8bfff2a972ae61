/**
 * The {@code ballotstream} command, and the rehearsal, which runs everything in one process. Output to the terminal
 * belongs to {@code screen}, and the drill to {@code drill}. Code that other programs need does not belong here.
 */
package io.ballotstream.cli;
