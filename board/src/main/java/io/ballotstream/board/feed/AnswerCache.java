package io.ballotstream.board.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The most recently used responses, up to a total size in bytes. Thread-safe. */
final class AnswerCache {
    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    AnswerCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The response for this key. If several callers miss it at the same time, each creates it. */
    Answer get(String key, Supplier<Answer> maker) {
        synchronized (this) {
            Answer kept = answers.get(key);
            if (kept != null) {
                return kept;
            }
        }
        Answer made = maker.get();
        synchronized (this) {
            Answer before = answers.put(key, made);
            bytes += size(made) - (before == null ? 0 : size(before));
            Iterator<Answer> eldest = answers.values().iterator();
            while (bytes > mostBytes && answers.size() > 1) {
                bytes -= size(eldest.next());
                eldest.remove();
            }
        }
        return made;
    }

    private static long size(Answer answer) {
        return answer.body(false).length;
    }
}
