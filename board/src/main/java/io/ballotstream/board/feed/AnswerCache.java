package io.ballotstream.board.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The most recently used responses, up to a total size in bytes. Thread-safe. */
final class AnswerCache {
    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    AnswerCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The response for this key, if it is kept. */
    synchronized Optional<Answer> kept(String key) {
        return Optional.ofNullable(answers.get(key));
    }

    /** The response for this key. If several callers miss it at the same time, each creates it. */
    Answer get(String key, Supplier<Answer> maker) {
        Optional<Answer> kept = kept(key);
        if (kept.isPresent()) {
            return kept.get();
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
