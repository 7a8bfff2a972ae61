package io.ballotstream.grafana;

import java.time.Duration;
import java.time.Instant;

/**
 * The selected time range of a dashboard, and the interval of the time axis.
 *
 * @param interval as Grafana computes it from the panel's width and its smallest interval
 */
record TimeRange(Instant from, Instant to, Duration interval) {

    /** The last 15 minutes in steps of 10 seconds. */
    static TimeRange lastQuarterOfAnHour() {
        Instant now = Instant.now();
        return new TimeRange(now.minus(Duration.ofMinutes(15)), now, Duration.ofSeconds(10));
    }

    /** The default of the dashboards if voting began earlier: the last six hours in steps of 30 seconds. */
    static TimeRange lastSixHours() {
        Instant now = Instant.now();
        return new TimeRange(now.minus(Duration.ofHours(6)), now, Duration.ofSeconds(30));
    }

    /** The last day in steps of a minute. */
    static TimeRange lastDay() {
        Instant now = Instant.now();
        return new TimeRange(now.minus(Duration.ofDays(1)), now, Duration.ofMinutes(1));
    }
}
