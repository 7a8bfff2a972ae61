/** The board: an election's live results in a browser, and the feed they are made of. */
package io.ballotstream.board;
