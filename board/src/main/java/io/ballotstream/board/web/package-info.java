/** The HTTP server of the board: access control, routing, and server-sent events. The formats do not belong here. */
package io.ballotstream.board.web;
