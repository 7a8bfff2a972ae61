/**
 * What integration tests start from: {@link io.ballotstream.testing.TestServices services} that all tests of a process
 * share, a {@link io.ballotstream.testing.TestDatabase database} of their own in them, the
 * {@link io.ballotstream.testing.TestBroker topics} and a small {@link io.ballotstream.testing.TestElection election}.
 */
package io.ballotstream.testing;
