package io.ballotstream.jobs;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** A bounded source of given elements, in their order where it has one subtask. */
public final class ListSource {
    private ListSource() {}

    /** Emits the elements, of which there must be one at least, and ends. */
    public static <T> Source<T, ?, ?> of(Class<T> type, List<T> elements) {
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("The source needs an element.");
        }
        return new DataGeneratorSource<>(
                new Element<>(List.copyOf(elements)), elements.size(), TypeInformation.of(type));
    }

    /** An element at its place in the list, which must be serializable neither itself nor in its elements. */
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
