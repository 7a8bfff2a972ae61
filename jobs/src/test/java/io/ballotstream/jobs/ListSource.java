package io.ballotstream.jobs;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** A bounded source of given elements. With a single subtask it preserves their order. */
public final class ListSource {
    private ListSource() {}

    /** Emits the elements and ends. Requires at least one element. */
    public static <T> Source<T, ?, ?> of(Class<T> type, List<T> elements) {
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("The source needs an element.");
        }
        return new DataGeneratorSource<>(
                new Element<>(List.copyOf(elements)), elements.size(), TypeInformation.of(type));
    }

    /** Looks up an element by its index, so that neither the list nor its elements need to be serializable. */
    private static final class Element<T> implements GeneratorFunction<Long, T> {
        private final String list;

        private Element(List<T> elements) {
            this.list = SharedObjects.keep(elements);
        }

        @Override
        public T map(Long index) {
            return SharedObjects.<List<T>>get(list).get(Math.toIntExact(index));
        }
    }
}
