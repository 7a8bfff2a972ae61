package io.ballotstream.model;

import java.util.Locale;
import java.util.TimeZone;

/**
 * Defaults of the JVM that a program must not depend on: the locale, which libraries use to format numbers and fold
 * case, and the time zone, which the PostgreSQL driver sends at login.
 */
public final class Surroundings {
    private Surroundings() {}

    /**
     * Sets the root locale and UTC for the whole JVM. Only a {@code main} that owns the JVM may call it, before all
     * else.
     */
    public static void pin() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
