/**
 * Immutable values that the board shows, and the code that reads them from the database. Formats do not belong here.
 */
package io.ballotstream.board.snapshot;
