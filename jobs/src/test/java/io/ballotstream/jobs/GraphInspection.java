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

/** Inspects the graph that Flink generates for a job. */
public final class GraphInspection {
    private GraphInspection() {}

    /** The uids of all operators, sorted. An operator without a uid is listed as {@code no uid: NAME}. */
    public static List<String> uids(StreamExecutionEnvironment environment) {
        return transformations(environment).stream()
                .filter(GraphInspection::isOperator)
                .map(operator -> operator.getUid() == null ? "no uid: " + operator.getName() : operator.getUid())
                .sorted()
                .toList();
    }

    /**
     * Creates the serializers of all types that operators exchange.
     *
     * @throws UnsupportedOperationException if a type needs Kryo and the environment forbids it
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
