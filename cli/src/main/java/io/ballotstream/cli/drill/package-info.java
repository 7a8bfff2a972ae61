/**
 * The {@code drill} command: runs an election on separate processes, injects faults into them, and watches the counts from
 * outside. What the rehearsal and the drill share belongs to {@code cli}; starting PostgreSQL and Kafka belongs to the
 * module {@code embedded}.
 */
package io.ballotstream.cli.drill;
