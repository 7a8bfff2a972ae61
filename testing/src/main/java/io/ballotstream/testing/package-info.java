/**
 * Fixtures for integration tests: {@link io.ballotstream.testing.TestServices services} that all tests of a process
 * share, a {@link io.ballotstream.testing.TestDatabase database} per test class,
 * {@link io.ballotstream.testing.TestBroker topics}, and a small {@link io.ballotstream.testing.TestElection election}.
 *
 * <p>No program has this module on its class path. A fixture that needs Flink belongs to the tests of {@code jobs}.
 */
package io.ballotstream.testing;
