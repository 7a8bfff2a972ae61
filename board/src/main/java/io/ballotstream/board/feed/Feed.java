package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.History;
import io.ballotstream.board.snapshot.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** All documents of a snapshot. Each is created at most once per snapshot, for all viewers. Thread-safe. */
public final class Feed {
    /** The media type of the feed's JSON. */
    public static final String JSON = "application/json; charset=utf-8";

    /** The media type of the feed's CSV. */
    public static final String CSV = "text/csv; charset=utf-8; header=present";

    private static final long CACHED_BYTES = 64L << 20;

    private record Document(String contentType, BiFunction<Snapshot, Query, byte[]> writer) {}

    private static final Map<String, Document> DOCUMENTS = documents();

    private static Map<String, Document> documents() {
        Map<String, Document> documents = new TreeMap<>();
        documents.put("results.json", new Document(JSON, (snapshot, query) -> JsonFeed.results(snapshot)));
        documents.put("standings.json", new Document(JSON, JsonFeed::standings));
        documents.put("locations.json", new Document(JSON, JsonFeed::locations));
        documents.put("places.json", new Document(JSON, (snapshot, query) -> JsonFeed.places(snapshot)));
        documents.put("map.json", new Document(JSON, (snapshot, query) -> JsonFeed.map(snapshot)));
        documents.put("race.json", new Document(JSON, (snapshot, query) -> JsonFeed.race(snapshot)));
        documents.put("status.json", new Document(JSON, (snapshot, query) -> JsonFeed.status(snapshot)));
        documents.put("audit.json", new Document(JSON, (snapshot, query) -> JsonFeed.audit(snapshot)));
        documents.put("seats.json", new Document(JSON, (snapshot, query) -> JsonFeed.seats(snapshot)));
        documents.put("nist.json", new Document(JSON, (snapshot, query) -> NistJson.of(snapshot)));
        documents.put("results.csv", new Document(CSV, (snapshot, query) -> CsvFeed.results(snapshot)));
        documents.put("locations.csv", new Document(CSV, CsvFeed::locations));
        documents.put("race.csv", new Document(CSV, (snapshot, query) -> CsvFeed.race(snapshot)));
        documents.put("seats.csv", new Document(CSV, (snapshot, query) -> CsvFeed.seats(snapshot)));
        documents.put("status.csv", new Document(CSV, (snapshot, query) -> CsvFeed.status(snapshot)));
        documents.put("audit.csv", new Document(CSV, (snapshot, query) -> CsvFeed.audit(snapshot)));
        documents.put("elex.csv", new Document(CSV, (snapshot, query) -> ElexCsv.of(snapshot)));
        return documents;
    }

    private final History history;
    private final AnswerCache answers = new AnswerCache(CACHED_BYTES);

    /**
     * Creates a feed with an empty cache of 64 MiB.
     *
     * @param history the published snapshots
     */
    public Feed(History history) {
        this.history = history;
    }

    /** {@return the names of all documents} */
    public static Iterable<String> names() {
        return DOCUMENTS.keySet();
    }

    /**
     * Checks for a document.
     *
     * @param name such as {@code results.json}
     * @return whether there is a document with this name
     */
    public static boolean has(String name) {
        return DOCUMENTS.containsKey(name);
    }

    /** A document of a snapshot, which may still have to be created. */
    public final class Requested {
        private final String key;
        private final Supplier<Answer> maker;

        private Requested(String key, Supplier<Answer> maker) {
            this.key = key;
            this.maker = maker;
        }

        /** {@return the document, if it has been created already} */
        public Optional<Answer> ready() {
            return answers.kept(key);
        }

        /** {@return the document; in a large election, its creation takes a while} */
        public Answer create() {
            return answers.get(key, maker);
        }
    }

    /**
     * Finds a document of the newest snapshot, or of the version in the parameters.
     *
     * @param name of an existing document, see {@link #has(String)}
     * @param parameters of the request: {@code version}, and those of {@link Query}
     * @return the document; empty if that version is no longer kept
     * @throws BadQueryException if a parameter is unknown or out of range
     */
    public Optional<Requested> find(String name, Map<String, String> parameters) {
        Map<String, String> rest = new TreeMap<>(parameters);
        String version = rest.remove("version");
        Query query = new Query(rest);
        Optional<Snapshot> snapshot = version == null ? Optional.of(history.newest()) : history.version(parse(version));
        return snapshot.map(found -> requested(name, found, query));
    }

    private Requested requested(String name, Snapshot snapshot, Query query) {
        Document document = DOCUMENTS.get(name);
        return new Requested(
                snapshot.version() + " " + name + " " + query.key(),
                () -> new Answer(document.contentType(), document.writer().apply(snapshot, query)));
    }

    private static long parse(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException notANumber) {
            throw new BadQueryException("The parameter version must be a number, but is \"" + version + "\".");
        }
    }

    /**
     * An error message as JSON.
     *
     * @param sentence what is wrong and what to do
     * @return a JSON document
     */
    public static Answer error(String sentence) {
        return new Answer(JSON, JsonFeed.error(sentence));
    }

    /**
     * The data of an event about a snapshot.
     *
     * @param snapshot to announce
     * @return the bytes of {@code status.json}, in one line
     */
    public static byte[] event(Snapshot snapshot) {
        return JsonFeed.status(snapshot);
    }
}
