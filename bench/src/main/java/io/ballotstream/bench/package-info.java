/**
 * The benchmarks: throughput, latency and memory of the pipeline, each next to a baseline. Nothing else may depend on
 * this package, because its class path contains the baselines.
 */
package io.ballotstream.bench;
