package io.ballotstream.jobs;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Shares objects between a test and its functions, which Flink copies by serialization within the same JVM. */
public final class SharedObjects {
    private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

    private SharedObjects() {}

    /** Stores the object, and returns a name for {@link #get} that functions can serialize. */
    public static String keep(Object object) {
        String name = UUID.randomUUID().toString();
        OBJECTS.put(name, object);
        return name;
    }

    /** The object with this name. */
    @SuppressWarnings("unchecked")
    public static <T> T get(String name) {
        return (T) OBJECTS.get(name);
    }
}
