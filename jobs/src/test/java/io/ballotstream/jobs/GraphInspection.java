package io.ballotstream.jobs;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;

/** Looks at a job's graph as Flink would take it. */
public final class GraphInspection {
    private GraphInspection() {}

    /** The uids of all operators, sorted. An operator without one shows as {@code no uid: NAME}. */
    public static List<String> uids(StreamExecutionEnvironment environment) {
        return transformations(environment).stream()
                .filter(GraphInspection::isOperator)
                .map(operator -> operator.getUid() == null ? "no uid: " + operator.getName() : operator.getUid())
                .sorted()
                .toList();
    }

    /**
     * Creates the serializers of everything that flows between operators.
     *
     * @throws UnsupportedOperationException for a type that would need Kryo, where the environment refuses that
     */
    public static void createSerializers(StreamExecutionEnvironment environment) {
        for (Transformation<?> transformation : transformations(environment)) {
            transformation
                    .getOutputType()
                    .createSerializer(environment.getConfig().getSerializerConfig());
        }
    }

    private static boolean isOperator(Transformation<?> transformation) {
        return !(transformation instanceof PartitionTransformation
                || transformation instanceof UnionTransformation
                || transformation instanceof SideOutputTransformation);
    }

    private static Collection<Transformation<?>> transformations(StreamExecutionEnvironment environment) {
        Set<Transformation<?>> seen = new LinkedHashSet<>();
        Deque<Transformation<?>> open = new ArrayDeque<>(environment.getTransformations());
        while (!open.isEmpty()) {
            Transformation<?> next = Objects.requireNonNull(open.pop());
            if (seen.add(next)) {
                open.addAll(next.getInputs());
            }
        }
        return seen;
    }
}
