/** Measures the pipeline, each part beside something that does no more than it must. */
package io.ballotstream.bench;
