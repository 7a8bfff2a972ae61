/**
 * The feed: a snapshot as JSON and CSV, in the board's own format and in those of newsroom tools. HTTP does not belong
 * here.
 */
package io.ballotstream.board.feed;
