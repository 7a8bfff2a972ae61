package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.KafkaRights.Login;
import io.ballotstream.store.Connections;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaRightsTest {
    private static List<String> who(ResourceType type, String name, AclOperation operation) {
        return Arrays.stream(Login.values())
                .filter(login ->
                        KafkaRights.rights(login).stream().anyMatch(right -> allows(right, type, name, operation)))
                .map(Login::user)
                .toList();
    }

    private static boolean allows(AclBinding right, ResourceType type, String name, AclOperation operation) {
        boolean prefixed = right.pattern().patternType() == PatternType.PREFIXED;
        return right.pattern().resourceType() == type
                && (prefixed
                        ? name.startsWith(right.pattern().name())
                        : name.equals(right.pattern().name()))
                && right.entry().operation() == operation;
    }

    @Test
    void onlyTheSeederWritesVotersAndOnlyTheJobsWriteTheRest() {
        for (String topic : Topics.all()) {
            assertThat(who(ResourceType.TOPIC, topic, AclOperation.WRITE))
                    .as(topic)
                    .containsExactly(topic.equals(Topics.VOTERS) ? "ballotstream-seeder" : "ballotstream-jobs");
            assertThat(who(ResourceType.TOPIC, topic, AclOperation.DELETE)).containsExactly("ballotstream-seeder");
            assertThat(who(ResourceType.TOPIC, topic, AclOperation.READ)).hasSize(3);
        }
        assertThat(who(ResourceType.TOPIC, "another_topic", AclOperation.DESCRIBE))
                .isEmpty();
    }

    @Test
    void transactionsAreOfSeederAndJobs() {
        assertThat(who(ResourceType.TRANSACTIONAL_ID, "ballotstream-seeder", AclOperation.WRITE))
                .containsExactly("ballotstream-seeder");
        for (String id : List.of("vote-casting-votes_topic-0-1", "vote-tally-aggregated_votes_per_candidate-1-7")) {
            assertThat(who(ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE))
                    .containsExactly("ballotstream-jobs");
        }
    }

    @Test
    void groupsAreOfTheJobs() {
        for (String group : List.of("vote-casting", "vote-tally", "vote-tally-checkpoints")) {
            assertThat(who(ResourceType.GROUP, group, AclOperation.READ)).containsExactly("ballotstream-jobs");
            assertThat(who(ResourceType.GROUP, group, AclOperation.DELETE)).containsExactly("ballotstream-seeder");
        }
    }

    @Test
    void missingPasswordIsNamed() {
        assertThatThrownBy(() -> KafkaRights.grant("127.0.0.1:1", new Connections(Map.of())))
                .isInstanceOf(BadInputException.class)
                .hasMessage("BALLOTSTREAM_KAFKA_SEEDER_PASSWORD or BALLOTSTREAM_KAFKA_SEEDER_PASSWORD_FILE must"
                        + " contain the password of the user.");
    }
}
