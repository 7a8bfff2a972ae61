/** The feed: a snapshot as JSON and CSV, in shapes of its own and in those that newsroom tools read. */
package io.ballotstream.board.feed;
