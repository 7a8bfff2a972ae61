/**
 * The board: live results of an election in a browser, and their feed. Code that writes to the database or reads topics
 * does not belong here.
 */
package io.ballotstream.board;
