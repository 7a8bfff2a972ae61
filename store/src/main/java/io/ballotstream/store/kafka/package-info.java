/**
 * Reads topics as a consumer of committed records does.
 *
 * <p>It needs {@code kafka-clients}, which only programs that read topics declare.
 */
package io.ballotstream.store.kafka;
