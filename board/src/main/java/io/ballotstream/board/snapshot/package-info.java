/** What the board shows, as immutable values, and how it is read from the database. */
package io.ballotstream.board.snapshot;
