package io.ballotstream.model;

import java.util.Locale;
import java.util.TimeZone;

/**
 * What a program inherits from whoever starts it, and must not depend on: the default locale, in which libraries format
 * numbers and fold case, and the default time zone, which the PostgreSQL driver sends at login.
 */
public final class Surroundings {
    private Surroundings() {}

    /** Sets both to neutral ones for the whole JVM; only the {@code main} of a program of its own may do so, first of all. */
    public static void pin() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
