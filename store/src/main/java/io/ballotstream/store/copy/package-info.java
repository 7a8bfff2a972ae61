/**
 * Loads rows with PostgreSQL's COPY, in the binary format.
 *
 * <p>It works for any table. Which tables and columns a program writes belongs to the program.
 */
package io.ballotstream.store.copy;
