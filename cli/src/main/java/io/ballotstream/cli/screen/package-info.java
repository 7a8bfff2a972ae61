/**
 * Renders the progress and the results of a rehearsal as text for a terminal or a file. Code that accesses services
 * does not belong here.
 */
package io.ballotstream.cli.screen;
