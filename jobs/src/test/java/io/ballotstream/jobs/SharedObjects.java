package io.ballotstream.jobs;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Objects that a test shares with the copies of its functions that Flink makes within the same JVM. */
public final class SharedObjects {
    private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

    private SharedObjects() {}

    /** Keeps the object under a name that functions can carry. */
    public static String keep(Object object) {
        String name = UUID.randomUUID().toString();
        OBJECTS.put(name, object);
        return name;
    }

    /** The object kept under the name. */
    @SuppressWarnings("unchecked")
    public static <T> T get(String name) {
        return (T) OBJECTS.get(name);
    }
}
