/** The board over HTTP: who may ask, for what, and how changes are pushed. */
package io.ballotstream.board.web;
