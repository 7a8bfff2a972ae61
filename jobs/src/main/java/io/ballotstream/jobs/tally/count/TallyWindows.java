package io.ballotstream.jobs.tally.count;

import java.io.Serializable;
import java.time.Duration;

/**
 * The event-time windows in which votes are counted.
 *
 * @param size of each window
 * @param kept event time after the end of a window for which its count stays in state
 */
public record TallyWindows(Duration size, Duration kept) implements Serializable {}
