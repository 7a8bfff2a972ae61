/**
 * What both jobs share at their start: command line, options and Flink settings.
 *
 * <p>The jobs themselves are in {@code cast} and {@code tally}. All other packages contain sources, sinks and functions
 * that both jobs use.
 */
package io.ballotstream.jobs;
